"""What an event repeats of where it happens: HTTP request, address, browser, person at a shell."""

import getpass
from collections.abc import Callable, Iterator
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
    actor: Callable[[], Any] = lambda: None  # looked up late: nobody is signed in yet
    refusals: list[UUID] = field(default_factory=list)  # events with the result denied


_request: ContextVar[Surroundings | None] = ContextVar("audit_request", default=None)
_operator: ContextVar[str] = ContextVar("audit_operator", default="")


@contextmanager
def in_request(ip: str, user_agent: str, actor: Callable[[], Any] = lambda: None) -> Iterator[None]:
    """Bind an HTTP request's address, browser and person for the events inside."""
    token = _request.set(Surroundings(ip, user_agent, actor))
    try:
        yield
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


def actor() -> Any:
    """The person whose HTTP request this is; None outside of one."""
    request = _request.get()
    return request.actor() if request else None


def refusals() -> list[UUID]:
    """Events of this HTTP request that record a refusal."""
    request = _request.get()
    return request.refusals if request else []


def shell_operator() -> str:
    """Who runs a command, as the operating system knows them."""
    try:
        return f"command line ({getpass.getuser()})"
    except (ImportError, KeyError, OSError):  # no such account, as in some containers
        return "command line"


def operator() -> str:
    """The person at the command line; empty elsewhere."""
    return _operator.get()


def note(event: Any) -> None:
    """Remember a refusal, so that the middleware does not record it again."""
    request = _request.get()
    if request is not None and event.result == "denied":
        request.refusals.append(event.pk)
