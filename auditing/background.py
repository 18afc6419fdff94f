"""Rows written beside the work: queued in memory, written in batches by one thread a process.

Whoever puts a row never waits and never fails. The queue is bounded; what does not fit is counted.
A database that is away costs nothing but memory: the batch is tried again, ever more rarely. The
thread begins with the first row, so also after a fork, where the child starts with an empty queue.
"""

import atexit
import os
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from multiprocessing.util import Finalize
from typing import Generic, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError, connection

Row = TypeVar("Row")

BATCH = 500
INTERVAL_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0
# At the end of a process, so that a locked database does not keep it from ending.
FLUSH_SECONDS = 2.0

# The database is away, full, locked or not set up yet: the same rows may be taken later.
UNAVAILABLE = (OperationalError, InterfaceError, ProgrammingError)

_writers: "weakref.WeakSet[BackgroundWriter[object]]" = weakref.WeakSet()
_inside = threading.local()


def is_writing() -> bool:
    """True inside a write of this module: what is said there must not become a row again."""
    return getattr(_inside, "depth", 0) > 0


class BackgroundWriter(Generic[Row]):
    """One queue and its thread.

    Args:
        write: gets up to 500 rows, in the thread, in no transaction.
        on_loss: gets the number of rows that found no room, once rows can be written again.
    """

    def __init__(
        self,
        write: Callable[[list[Row]], None],
        *,
        name: str,
        capacity: int,
        on_loss: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.name, self.capacity = name, capacity
        self._write, self._on_loss = write, on_loss
        self.after_fork()
        _writers.add(self)  # type: ignore[arg-type]

    def after_fork(self) -> None:
        """Begin anew: the parent's rows are the parent's to write, its locks may be held."""
        self._rows: deque[Row] = deque()
        self.dropped = 0
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0

    def put(self, row: Row, *, soon: bool = False) -> bool:
        """Queue a row; False where there is no room. `soon` does not wait for the second."""
        if not settings.BACKGROUND_WRITES:
            self._write_inside([row])
            return True
        if len(self._rows) >= self.capacity:
            self.dropped += 1
            return False
        self._rows.append(row)
        if self._thread is None:
            self._start()
        if soon or len(self._rows) >= BATCH:
            self._wake.set()
        return True

    def flush(self, seconds: float = FLUSH_SECONDS) -> bool:
        """Wait until all rows are written; False where that takes too long."""
        deadline = time.monotonic() + seconds
        while self._rows and time.monotonic() < deadline:
            self._wake.set()
            time.sleep(0.01)
        return not self._rows

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        wake = self._wake
        while True:
            wake.wait(self._pause())
            wake.clear()
            self._drain()
            if self._failures:
                # nothing that is put meanwhile shortens the wait
                time.sleep(min(self._pause(), LONGEST_WAIT_SECONDS))

    def _pause(self) -> float:
        return float(min(INTERVAL_SECONDS * 2**self._failures, LONGEST_WAIT_SECONDS))

    def _drain(self) -> None:
        try:
            while self._rows:
                self._write_next()
                self._failures = 0
            self._report_loss()
        except Exception as error:
            self._complain(error)
        finally:
            connection.close()

    def _write_next(self) -> None:
        """One batch; rows leave the queue only once they are written."""
        batch = [self._rows[n] for n in range(min(BATCH, len(self._rows)))]
        try:
            self._write_inside(batch)
        except UNAVAILABLE:
            raise
        except Exception:
            self._write_singly(len(batch))
        else:
            for _ in batch:
                self._rows.popleft()

    def _write_singly(self, count: int) -> None:
        """One row that no database takes must not hold up the others; it counts as lost."""
        for _ in range(count):
            try:
                self._write_inside([self._rows[0]])
            except UNAVAILABLE:
                raise
            except Exception:
                self.dropped += 1
            self._rows.popleft()

    def _write_inside(self, batch: list[Row]) -> None:
        _inside.depth = getattr(_inside, "depth", 0) + 1
        try:
            self._write(batch)
        finally:
            _inside.depth -= 1

    def _report_loss(self) -> None:
        lost, self.dropped = self.dropped, 0
        if lost:
            self._on_loss(lost)

    def _complain(self, error: Exception) -> None:
        """Once, to standard error: a log line about it would come here again."""
        self._failures = min(self._failures + 1, 5)
        if self._failures == 1:
            say(f"{self.name}: the database takes no rows ({type(error).__name__}); trying again.")


def say(line: str) -> None:
    """The last resort; standard error may be closed, too."""
    try:
        sys.stderr.write(f"{line}\n")
    except (OSError, ValueError, AttributeError):
        return


def flush_all(seconds: float = FLUSH_SECONDS) -> None:
    """Write what waits, within a bound; what is left then is said."""
    deadline = time.monotonic() + seconds
    for writer in list(_writers):
        if not writer.flush(max(0.0, deadline - time.monotonic())):
            say(f"{writer.name}: {len(writer._rows)} rows were not written before the end.")


def _after_fork_in_child() -> None:
    for writer in list(_writers):
        writer.after_fork()
    _inside.depth = 0
    # a child of multiprocessing ends without atexit
    Finalize(None, flush_all, exitpriority=100)


os.register_at_fork(after_in_child=_after_fork_in_child)
atexit.register(flush_all)
