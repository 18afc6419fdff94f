"""Counters of this process, and the thread that writes them down by the minute.

Adding costs a lock and an addition. A process that ends loses at most what it has not yet written.
"""

import os
import threading
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from auditing.metrics.histogram import Histogram
from auditing.metrics.recording import Measured, write

log = structlog.get_logger(__name__)

# No more labels than this within a minute; the rest are counted together.
MOST_LABELS = 100
OTHER = "other"


@dataclass
class CacheCounts:
    """One cache since the last flush."""

    hits: int = 0
    misses: int = 0
    load_ms: float = 0.0
    lookup_ms: float = 0.0

    def add(self, other: "CacheCounts") -> None:
        self.hits += other.hits
        self.misses += other.misses
        self.load_ms += other.load_ms
        self.lookup_ms += other.lookup_ms


@dataclass
class Counters:
    """Everything since the last flush."""

    values: dict[tuple[str, str], Histogram] = field(default_factory=dict)
    caches: dict[str, CacheCounts] = field(default_factory=dict)

    def observe(self, name: str, label: str, more: Histogram) -> None:
        key = (name, label)
        if key not in self.values and len(self.values) >= MOST_LABELS:
            key = (name, OTHER)
        self.values.setdefault(key, Histogram()).merge(more)

    def count(self, cache_type: str, more: CacheCounts) -> None:
        self.caches.setdefault(cache_type, CacheCounts()).add(more)

    def merge(self, other: "Counters") -> None:
        for (name, label), histogram in other.values.items():
            self.observe(name, label, histogram)
        for cache_type, counts in other.caches.items():
            self.count(cache_type, counts)


class Buffer:
    """The counters behind their lock, with the thread that empties them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters = Counters()
        self._thread: threading.Thread | None = None

    def add(self, more: Counters) -> None:
        with self._lock:
            self._counters.merge(more)
            if self._thread is None and settings.METRICS_FLUSH_SECONDS > 0:
                self._thread = threading.Thread(target=self._run, daemon=True, name="metrics")
                self._thread.start()

    def flush(self) -> None:
        """Write what has been counted. What cannot be written now waits for the next time."""
        from auditing.metrics.cache_rows import write_caches

        with self._lock:
            counters, self._counters = self._counters, Counters()
        if not counters.values and not counters.caches:
            return
        try:
            write(_measured(counters))
            counters.values = {}
            write_caches(counters.caches, minute=_this_minute())
        except Exception:
            log.exception("metrics_not_flushed")
            with self._lock:
                self._counters.merge(counters)

    def _run(self) -> None:
        wait = threading.Event()
        while not wait.wait(settings.METRICS_FLUSH_SECONDS):
            try:
                self.flush()
            finally:
                connection.close()


def _measured(counters: Counters) -> list[Measured]:
    return [_summary(name, label, found) for (name, label), found in counters.values.items()]


def _summary(name: str, label: str, found: Histogram) -> Measured:
    """The 95th percentile as the value; how many there were and the median beside it."""
    context = {"of": label, "count": found.count, "median": found.quantile(0.5), "pid": os.getpid()}
    return Measured(name, found.quantile(0.95) or 0.0, context)


def _this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


_buffer = Buffer()


def _forget() -> None:
    """A child of a fork starts with nothing: the parent writes its own, and has the thread."""
    global _buffer
    _buffer = Buffer()


os.register_at_fork(after_in_child=_forget)


def observe(name: str, value: float, *, label: str = "") -> None:
    """Count one value of a metric; rows by the minute hold its percentiles, one a label."""
    one = Histogram()
    one.add(value)
    _buffer.add(Counters(values={(name, label): one}))


def cache_access(
    cache_type: str, *, hit: bool, load_ms: float = 0.0, lookup_ms: float = 0.0
) -> None:
    """Count one look-up: `load_ms` is what a miss took to load, `lookup_ms` what a hit took."""
    counts = CacheCounts(int(hit), int(not hit), load_ms, lookup_ms)
    _buffer.add(Counters(caches={cache_type: counts}))


def flush() -> None:
    """Write this process's counters now."""
    _buffer.flush()
