"""Who is logged in: each session has its own connection, settings and temporary tables."""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from fakesnow.fakes import FakeSnowflakeConnection

from .errors import SessionExpiredError, SessionGoneError
from .sql_text import ObjectName

IDLE_SECONDS = 4 * 3600
_KEPT_ANSWERS = 8


@dataclass
class Session:
    """One login. `lock` makes its statements run one after the other, as an account does."""

    id: int
    connection: FakeSnowflakeConnection
    user: str
    role: str
    warehouse: str | None
    parameters: dict[str, Any]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    master_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    expired: bool = False
    last_used: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock)
    temporary: set[ObjectName] = field(default_factory=set)
    answers: OrderedDict[str, dict[str, Any]] = field(default_factory=OrderedDict)
    cancelled: threading.Event = field(default_factory=threading.Event)
    closed: bool = False

    @property
    def duck(self) -> Any:
        """The DuckDB connection, for statements answered without translation."""
        return self.connection._duck_conn

    def remember(self, request_id: str, answer: dict[str, Any]) -> None:
        """Keep an answer for a client that asks again because it never got it."""
        if not request_id:
            return
        self.answers[request_id] = answer
        while len(self.answers) > _KEPT_ANSWERS:
            self.answers.popitem(last=False)

    def close(self) -> None:
        """Drop the temporary tables with the connection, once no statement is running."""
        self.closed = True
        self.cancelled.set()
        if self.lock.acquire(blocking=False):
            try:
                self.connection.close()
            finally:
                self.lock.release()


class Sessions:
    """Sessions by token."""

    def __init__(self) -> None:
        self._by_token: dict[str, Session] = {}
        self._lock = threading.Lock()
        self._last_id = 0

    def __len__(self) -> int:
        return len(self._by_token)

    def next_id(self) -> int:
        """A number for the next session."""
        with self._lock:
            self._last_id += 1
            return self._last_id

    def add(self, session: Session) -> None:
        """Admit a session, and forget those that nobody has used for hours."""
        with self._lock:
            oldest = time.monotonic() - IDLE_SECONDS
            idle = [s for s in self._by_token.values() if s.last_used < oldest]
            for gone in idle:
                del self._by_token[gone.token]
            self._by_token[session.token] = session
        for gone in idle:
            gone.close()

    def get(self, token: str) -> Session:
        """The session of a token; raises SessionGoneError or SessionExpiredError."""
        session = self._by_token.get(token)
        if session is None:
            raise SessionGoneError
        if session.expired:
            raise SessionExpiredError
        session.last_used = time.monotonic()
        return session

    def renew(self, old_token: str, master_token: str) -> Session:
        """A new token for the session that holds the master token."""
        with self._lock:
            session = self._by_token.get(old_token)
            if session is None or not secrets.compare_digest(session.master_token, master_token):
                raise SessionGoneError
            del self._by_token[old_token]
            session.token, session.expired = secrets.token_urlsafe(24), False
            self._by_token[session.token] = session
        return session

    def remove(self, token: str) -> None:
        """Log out."""
        with self._lock:
            session = self._by_token.pop(token, None)
        if session is not None:
            session.close()

    def close(self) -> None:
        """Log everybody out."""
        for token in list(self._by_token):
            self.remove(token)
