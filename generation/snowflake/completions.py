"""A question to a model and its answer, the same for every transport."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    role: str  # system | user | assistant
    content: str


@dataclass(frozen=True)
class CompletionRequest:
    """One call. `None` leaves an option to the model; `max_tokens` bounds the answer."""

    model: str
    messages: tuple[Message, ...]
    max_tokens: int = 4096
    temperature: float | None = None
    top_p: float | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    request_id: str = ""


@dataclass(frozen=True)
class Completion:
    """One whole answer. Token counts are `None` where the service does not tell them."""

    text: str
    model: str  # as the service names it
    prompt_tokens: int | None
    completion_tokens: int | None
    finish_reason: str | None
    provider_id: str
    seconds: float
    transport: str  # rest | sql
    truncated: bool
    answered_by: str = ""  # empty: the model itself; else what the server says of itself
    stand_in: bool = False
    not_drawn: tuple[str, ...] = ()  # what the stand-in's engine could not draw
