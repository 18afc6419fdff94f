"""What the stand-in's models answer: a drawing in a Markdown fence, or what was asked for."""

import math
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .drawing import ENGINE_NAME, draw
from .faults import Directive, Faults, without_directive
from .models import DEFAULT_OUTPUT, INPUT_LIMIT, OUTPUT_LIMIT, Model, model_named

Message = dict[str, Any]
_CHARACTERS_A_TOKEN = 4
THROTTLED = "all requests were throttled by remote service"
_REFUSALS = {
    "400": (400, "invalid request (asked of the local stand-in)"),
    "401": (401, "Bad credentials (asked of the local stand-in)"),
    "402": (402, "budget exceeded (asked of the local stand-in)"),
    "403": (403, "not authorized (asked of the local stand-in)"),
    "429": (429, "too many requests"),
    "500": (500, "internal error (asked of the local stand-in)"),
    "503": (503, "inference timed out"),
    "throttled": (400, THROTTLED),
}
_NOT_SVG = "I am sorry, but I can only describe that picture in words, not draw it."
_HOSTILE = """Here is your picture.

```svg
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     viewBox="0 0 200 200" onload="alert('onload')">
  <script>alert('script')</script>
  <style>@import url("http://attacker.invalid/x.css");
  rect { fill: url(javascript:alert(1)) }</style>
  <foreignObject width="200" height="200"><body xmlns="http://www.w3.org/1999/xhtml">
    <iframe src="http://attacker.invalid/"></iframe></body></foreignObject>
  <image href="http://attacker.invalid/track.png" width="10" height="10"/>
  <a xlink:href="javascript:alert('link')"><rect width="90" height="90" fill="red"
     onclick="alert('click')"/></a>
  <use href="http://attacker.invalid/sprite.svg#x"/>
  <animate attributeName="href" values="javascript:alert('animate')"/>
  <circle cx="140" cy="140" r="40" fill="blue"/>
</svg>
```"""


class RefusedError(Exception):
    """The request is answered with an error: an HTTP status and a plain message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class TokenExpiredError(Exception):
    """The answer is 200 with code 390112."""


@dataclass(frozen=True)
class Answer:
    """A finished answer. `cut_off` is true when the output limit ended it."""

    model: Model
    text: str
    prompt_tokens: int
    completion_tokens: int
    cut_off: bool
    not_drawn: list[str]
    id: str
    created: int

    @property
    def usage(self) -> dict[str, int]:
        """Token counts, by the rule of thumb of four characters to a token."""
        counts = {"prompt_tokens": self.prompt_tokens, "completion_tokens": self.completion_tokens}
        return {**counts, "total_tokens": self.prompt_tokens + self.completion_tokens}

    @property
    def finish_reason(self) -> str | None:
        """Why it ended; None where the real model leaves it out."""
        if not self.model.gives_finish_reason:
            return None
        return "length" if self.cut_off else "stop"


def directive_in(messages: Sequence[Message], faults: Faults) -> Directive | None:
    """What the newest request asks the stand-in to do wrong."""
    asked = [text_of(message) for message in messages if message.get("role") == "user"]
    return faults.for_prompt(asked[-1]) if asked else None


def refuse_if_asked(directive: Directive | None) -> None:
    """Raise what the prompt asks for."""
    if directive is None:
        return
    if directive.what in _REFUSALS:
        raise RefusedError(*_REFUSALS[directive.what])
    if directive.what == "sessionexpired":
        raise TokenExpiredError


def usable_model(name: str) -> Model:
    """The model of that name; raises RefusedError if it is unknown or retired."""
    model = model_named(name)
    if model is None:
        raise RefusedError(400, f"unknown model {name}")
    if model.retired:
        raise RefusedError(400, f"model {model.name} is no longer available")
    return model


def answer(
    model: Model,
    messages: Sequence[Message],
    directive: Directive | None = None,
    limit: int = DEFAULT_OUTPUT,
    seed: int = 0,
) -> Answer:
    """Draw what the messages ask for, no longer than `limit` tokens."""
    if not 1 <= limit <= OUTPUT_LIMIT:
        raise RefusedError(400, f"max_completion_tokens must be between 1 and {OUTPUT_LIMIT}")
    prompt_tokens = sum(tokens(text_of(message)) for message in messages)
    if prompt_tokens > INPUT_LIMIT:
        raise RefusedError(400, f"too many tokens: {prompt_tokens} > {INPUT_LIMIT}")
    text, not_drawn = _text(messages, directive, seed)
    if directive is not None and directive.what == "cutoff":
        limit = min(limit, max(1, tokens(text) // 2))
    shown = text[: limit * _CHARACTERS_A_TOKEN]
    return Answer(
        model=model,
        text=shown,
        prompt_tokens=prompt_tokens,
        completion_tokens=tokens(shown),
        cut_off=len(shown) < len(text),
        not_drawn=not_drawn,
        id=f"chatcmpl-{uuid.uuid4().hex}",
        created=int(time.time()),
    )


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return math.ceil(len(text) / _CHARACTERS_A_TOKEN)


def text_of(message: Message) -> str:
    """A message's text, whether it is a string or a list of parts."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(str(part.get("text", "")) for part in content)


def _text(
    messages: Sequence[Message], directive: Directive | None, seed: int
) -> tuple[str, list[str]]:
    what = directive.what if directive else ""
    if what in ("notsvg", "hostile", "empty"):
        return {"notsvg": _NOT_SVG, "hostile": _HOSTILE, "empty": ""}[what], []
    wishes = [{**m, "content": without_directive(str(m.get("content", "")))} for m in messages]
    drawing = draw(wishes, seed=seed)
    return f"Here is your picture.\n\n```svg\n{drawing.svg}\n```", list(drawing.not_drawn)


__all__ = ["ENGINE_NAME", "Answer", "RefusedError", "TokenExpiredError", "answer"]
