"""The last statements that ran, for QUERY_HISTORY."""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

_KEPT = 2000


@dataclass(frozen=True)
class Query:
    """One statement that ran. Times are aware UTC."""

    query_id: str
    query_text: str
    query_tag: str
    user_name: str
    role_name: str
    warehouse_name: str | None
    session_id: int
    execution_status: str
    error_code: str | None
    error_message: str | None
    start_time: datetime
    end_time: datetime
    total_elapsed_time: int


class History:
    """The newest statements, oldest first; gone after a restart."""

    def __init__(self) -> None:
        self._queries: deque[Query] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()

    def add(self, query: Query) -> None:
        """Remember a statement."""
        with self._lock:
            self._queries.append(query)

    def all(self) -> list[Query]:
        """Every statement still remembered."""
        with self._lock:
            return list(self._queries)

    def status(self, query_id: str) -> str | None:
        """How a statement ended, or None if it is not remembered."""
        return next((q.execution_status for q in self.all() if q.query_id == query_id), None)


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)
