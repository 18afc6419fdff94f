"""Everything known about one request, in the order in which it happened."""

from generation.timeline.entries import Phase, phases_of
from generation.timeline.gathering import Record, gather
from generation.timeline.parts import Entry
from generation.timeline.summary import Summary, summary_of

__all__ = ["Entry", "Phase", "Record", "Summary", "gather", "phases_of", "summary_of"]
