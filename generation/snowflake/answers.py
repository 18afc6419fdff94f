"""Put an answer together from the pieces of Chat Completions JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generation.snowflake import cortex_errors
from generation.snowflake.completions import Completion, CompletionRequest
from generation.snowflake.errors import AnswerTooLarge, UnreadableAnswer

MAX_ANSWER_BYTES = 2 * 1024 * 1024


class Answer:
    """What has arrived so far. `take` raises the errors that come inside an answer."""

    def __init__(self, on_text: Callable[[str], None] | None = None) -> None:
        self.chars = 0
        self._on_text = on_text
        self._pieces: list[str] = []
        self._bytes = 0
        self._said: dict[str, Any] = {}  # the newest non-empty value of each field
        self._usage: dict[str, Any] = {}
        self._finish_reason: str | None = None
        self._readable = False

    def take(self, payload: dict[str, Any]) -> None:
        """One chunk of a stream, or one whole answer."""
        if cortex_errors.is_error(payload):
            raise cortex_errors.from_event(payload)
        self._said.update({name: value for name, value in payload.items() if value})
        self._usage.update(payload.get("usage") or {})
        for choice in (payload.get("choices") or [])[:1]:
            self._readable = True
            self._finish_reason = choice.get("finish_reason") or self._finish_reason
            self._add(_content(choice))

    def completion(
        self, request: CompletionRequest, *, seconds: float, transport: str
    ) -> Completion:
        """The whole answer; `UnreadableAnswer` where nothing was one."""
        if not self._readable:
            raise UnreadableAnswer("no choices in the answer")
        text, used = "".join(self._pieces), _count(self._usage.get("completion_tokens"))
        return Completion(
            text=text,
            model=str(self._said.get("model") or request.model),
            prompt_tokens=_count(self._usage.get("prompt_tokens")),
            completion_tokens=used,
            finish_reason=self._finish_reason,
            provider_id=str(self._said.get("id") or ""),
            seconds=seconds,
            transport=transport,
            truncated=is_truncated(text, self._finish_reason, used, request.max_tokens),
            answered_by=str(self._said.get("answered_by") or ""),
            stand_in=bool(self._said.get("stand_in")),
            not_drawn=tuple(map(str, self._said.get("not_drawn") or ())),
        )

    def _add(self, piece: str) -> None:
        if not piece:
            return
        self.chars += len(piece)
        self._bytes += len(piece.encode("utf-8", "surrogatepass"))
        if self._bytes > MAX_ANSWER_BYTES:
            raise AnswerTooLarge(f"more than {MAX_ANSWER_BYTES} bytes of text")
        self._pieces.append(piece)
        if self._on_text:
            self._on_text(piece)


def is_truncated(text: str, finish_reason: str | None, used: int | None, limit: int) -> bool:
    """Whether the answer ends too early. Most models give no reason, so the end itself counts."""
    if finish_reason == "length" or (used is not None and used >= limit):
        return True
    return "</svg>" not in text.lower()


def _content(choice: dict[str, Any]) -> str:
    """A stream's `delta`, a whole answer's `message`, or AI_COMPLETE's `messages`."""
    said = choice.get("delta") or choice.get("message") or choice.get("messages") or ""
    content = said.get("content") if isinstance(said, dict) else said
    return content if isinstance(content, str) else ""


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
