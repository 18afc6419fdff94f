"""Measuring: values go into memory or, with what a run writes anyway, into one write at its end.

`observe` and `cache_access` are for hot paths: they add to counters of this process, which a
thread writes down by the minute. `write` writes a few judged rows at once. The metrics there are
stand in `catalogue.py`.
"""

from auditing.metrics.buffer import cache_access, flush, observe
from auditing.metrics.recording import Measured, write, write_quietly

record = observe

__all__ = ["Measured", "cache_access", "flush", "observe", "record", "write", "write_quietly"]
