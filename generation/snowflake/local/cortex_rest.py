"""POST /api/v2/cortex/v1/chat/completions, as Snowflake documents it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from .cortex_answer import (
    ENGINE_NAME,
    Answer,
    RefusedError,
    TokenExpiredError,
    answer,
    directive_in,
    refuse_if_asked,
    usable_model,
)
from .errors import ResetConnectionError
from .faults import Directive
from .models import DEFAULT_OUTPUT
from .state import World

_CHUNK = 40
_LONGEST_PACE_SECONDS = 5.0
_STAND_IN = {"stand_in": True, "answered_by": ENGINE_NAME}


async def chat_completions(request: Request) -> Response:
    """One answer, whole or in pieces; errors with a plain message."""
    world: World = request.app.state.world
    try:
        body = await _checked(request)
        directive = directive_in(body["messages"], world.faults)
        if directive is not None:
            await asyncio.sleep(0 if directive.what == "slowly" else directive.seconds)
            if directive.what == "reset" and not directive.late:
                raise ResetConnectionError
        refuse_if_asked(directive)
        found = _answered(body, directive)
    except RefusedError as refused:
        return _error(refused)
    except TokenExpiredError:
        message = "Session token expired (asked of the local stand-in)"
        return JSONResponse({"code": "390112", "message": message, **_STAND_IN})
    reset_late = directive is not None and directive.what == "reset"
    if body.get("stream"):
        options = body.get("stream_options") or {}
        pace = _pace(found, world.pace_ms, directive)
        pieces = _stream(found, pace, bool(options.get("include_usage")), reset_late)
        return StreamingResponse(pieces, media_type="text/event-stream")
    if reset_late:
        raise ResetConnectionError
    return JSONResponse(_whole(found))


async def _checked(request: Request) -> dict[str, Any]:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise RefusedError(401, "a bearer token is required")
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise RefusedError(400, "the body is not JSON") from None
    if not isinstance(body, dict) or not isinstance(body.get("model"), str):
        raise RefusedError(400, "model is required")
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(map(_is_message, messages)):
        raise RefusedError(400, "messages must be a list of {role, content}")
    if "max_tokens" in body:
        raise RefusedError(400, "max_tokens is not supported, use max_completion_tokens")
    _check_number(body, "temperature", 2)
    _check_number(body, "top_p", 1)
    return body


def _is_message(message: Any) -> bool:
    roles = ("system", "developer", "user", "assistant")
    return isinstance(message, dict) and message.get("role") in roles and "content" in message


def _check_number(body: dict[str, Any], name: str, most: float) -> None:
    value = body.get(name)
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise RefusedError(400, f"{name} must be a number between 0 and {most}")


def _answered(body: dict[str, Any], directive: Directive | None) -> Answer:
    model = usable_model(body["model"])
    limit = body.get("max_completion_tokens")
    limit = DEFAULT_OUTPUT if limit is None else limit
    if isinstance(limit, bool) or not isinstance(limit, int):
        raise RefusedError(400, "max_completion_tokens must be a whole number")
    seed = body.get("seed")
    return answer(model, body["messages"], directive, limit, seed if isinstance(seed, int) else 0)


def _error(refused: RefusedError) -> Response:
    body = {"message": refused.message, "code": str(refused.status), **_STAND_IN}
    return JSONResponse(body, status_code=refused.status)


def _whole(found: Answer) -> dict[str, Any]:
    message = {"role": "assistant", "content": found.text}
    return {
        **_head(found, "chat.completion"),
        "choices": [_choice("message", message, found.finish_reason)],
        "usage": found.usage,
        "not_drawn": found.not_drawn,
    }


def _head(found: Answer, kind: str) -> dict[str, Any]:
    head = {"id": found.id, "object": kind, "created": found.created, "model": found.model.name}
    return {**head, **_STAND_IN}


def _choice(key: str, content: dict[str, Any], finish_reason: str | None) -> dict[str, Any]:
    choice = {"index": 0, key: content}
    return choice if finish_reason is None else {**choice, "finish_reason": finish_reason}


def _pace(found: Answer, pace_ms: int, directive: Directive | None) -> float:
    """Seconds between two pieces: a model writes, so that one can watch its picture grow."""
    count = max(1, len(found.text) // _CHUNK)
    if directive is not None and directive.what == "slowly":
        return directive.seconds / count
    return min(pace_ms / 1000, _LONGEST_PACE_SECONDS / count)


async def _stream(
    found: Answer, pause: float, include_usage: bool, reset_late: bool
) -> AsyncIterator[str]:
    head = _head(found, "chat.completion.chunk")
    pieces = [found.text[i : i + _CHUNK] for i in range(0, len(found.text), _CHUNK)]
    yield _event(
        {**head, "choices": [_choice("delta", {"role": "assistant", "content": ""}, None)]}
    )
    for number, piece in enumerate(pieces):
        if reset_late and number >= len(pieces) // 2:
            raise ResetConnectionError
        await asyncio.sleep(pause)
        yield _event({**head, "choices": [_choice("delta", {"content": piece}, None)]})
    last = {**head, "choices": [_choice("delta", {}, found.finish_reason)]}
    yield _event({**last, "not_drawn": found.not_drawn})
    if include_usage:
        usage = {"usage": found.usage, "not_drawn": found.not_drawn}
        yield _event({**head, "choices": [], **usage})
    yield "data: [DONE]\n\n"


def _event(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body)}\n\n"
