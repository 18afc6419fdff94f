"""What an event repeats of where it happens: HTTP request, address, browser, person at a shell."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog


@dataclass
class Surroundings:
    """One HTTP request's; the middleware sets it."""

    ip: str = ""
    user_agent: str = ""
    refusals: list[UUID] = field(default_factory=list)  # events with the result denied


_request: ContextVar[Surroundings | None] = ContextVar("audit_request", default=None)
_operator: ContextVar[str] = ContextVar("audit_operator", default="")


@contextmanager
def in_request(ip: str, user_agent: str) -> Iterator[Surroundings]:
    """Bind an HTTP request's address and browser for the events inside."""
    found = Surroundings(ip, user_agent)
    token = _request.set(found)
    try:
        yield found
    finally:
        _request.reset(token)


@contextmanager
def operated_by(name: str) -> Iterator[None]:
    """Bind the person at the command line for the events inside."""
    token = _operator.set(name)
    try:
        yield
    finally:
        _operator.reset(token)


def facts() -> dict[str, str]:
    """Address and browser, where there are any."""
    request = _request.get()
    if request is None:
        return {}
    told = {"ip": request.ip, "user_agent": request.user_agent}
    return {name: value for name, value in told.items() if value}


def request_id() -> str:
    """The HTTP request's id, as every log line repeats it."""
    bound: dict[str, Any] = structlog.contextvars.get_contextvars()
    return str(bound.get("request_id") or "")


def operator() -> str:
    """The person at the command line; empty elsewhere."""
    return _operator.get()


def note(event: Any) -> None:
    """Remember a refusal, so that the middleware does not record it again."""
    request = _request.get()
    if request is not None and event.result == "denied":
        request.refusals.append(event.pk)
