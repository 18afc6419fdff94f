"""The clock and the stop button of one call to a model."""

from __future__ import annotations

import time
from collections.abc import Callable

from generation.snowflake.errors import Cancelled, TimedOut

STOP_SECONDS = 0.2  # between two looks at `should_stop`, which may ask a database


class Watch:
    """`check` raises `TimedOut` past the deadline, `Cancelled` once `should_stop` says so."""

    def __init__(
        self,
        seconds: float,
        should_stop: Callable[[], bool] | None,
        received: Callable[[], int] = lambda: 0,
    ) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._should_stop = should_stop
        self._received = received
        self._next_look = 0.0

    def check(self) -> None:
        now = time.monotonic()
        if now >= self._deadline:
            raise TimedOut(f"no whole answer in {self._seconds:g} s")
        if self._should_stop and now >= self._next_look:
            self._next_look = now + STOP_SECONDS
            if self._should_stop():
                raise Cancelled(self._received())
