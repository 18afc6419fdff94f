"""Cortex by REST: one POST to Chat Completions, streamed, never repeated here."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from generation.snowflake import cortex_errors, errors
from generation.snowflake.answers import Answer
from generation.snowflake.completions import Completion, CompletionRequest
from generation.snowflake.credentials import cortex_endpoint
from generation.snowflake.errors import SnowflakeError
from generation.snowflake.exchange import Event, Exchange, Reply, parse_json, shared_client
from generation.snowflake.settings import SnowflakeSettings
from generation.snowflake.watch import Watch

DONE = "[DONE]"


def complete_by_rest(
    request: CompletionRequest,
    settings: SnowflakeSettings,
    *,
    on_text: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Completion:
    started, answer = time.monotonic(), Answer(on_text)
    watch = Watch(settings.cortex_timeout, should_stop, lambda: answer.chars)
    with _exchange(request, settings) as exchange:
        try:
            for item in exchange.items(watch.check):
                _take(answer, item)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise _translate(error, settings) from None
    return answer.completion(request, seconds=time.monotonic() - started, transport="rest")


def body_of(request: CompletionRequest) -> dict[str, Any]:
    """The JSON body. Options that a model would refuse or ignore are left out."""
    body: dict[str, Any] = {
        "model": str(request.model),
        "messages": [{"role": said.role, "content": said.content} for said in request.messages],
        "max_completion_tokens": request.max_tokens,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    return {**body, **{name: value for name, value in _options(request) if value is not None}}


def _options(request: CompletionRequest) -> list[tuple[str, float | None]]:
    if not request.model.lower().startswith("claude"):
        return [
            ("temperature", request.temperature),
            ("top_p", request.top_p),
            ("frequency_penalty", request.frequency_penalty),
            ("presence_penalty", request.presence_penalty),
        ]
    # Claude knows no penalties, and from 4.5 on refuses temperature and top_p together.
    top_p = request.top_p if request.temperature is None else None
    return [("temperature", request.temperature), ("top_p", top_p)]


def _exchange(request: CompletionRequest, settings: SnowflakeSettings) -> Exchange:
    endpoint = cortex_endpoint(settings)
    # Not compressed: a compressing proxy would hold the pieces of the stream back.
    headers = {"Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
    if request.request_id:
        headers["X-Request-ID"] = str(request.request_id)
    return Exchange(
        shared_client(loopback=endpoint.loopback),
        f"{endpoint.base_url}/chat/completions",
        json=body_of(request),
        headers={**headers, **endpoint.headers},
        timeout=httpx.Timeout(
            settings.cortex_idle_timeout, connect=settings.cortex_connect_timeout, pool=None
        ),
    )


def _take(answer: Answer, item: Reply | Event) -> None:
    if isinstance(item, Event):
        if item.data.strip() not in ("", DONE):
            answer.take(parse_json(item.data))
        return
    payload = parse_json(item.body)
    if item.status != 200 or not payload or cortex_errors.is_error(payload):
        raise cortex_errors.from_reply(item.status, item.body)
    answer.take(payload)


def _translate(error: Exception, settings: SnowflakeSettings) -> SnowflakeError:
    # The name only: httpx quotes header values, that is the key, in some of its messages.
    detail = type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        local = settings.embedded and not settings.cortex_base_url
        return (errors.StandInNotRunning if local else errors.NotReachable)(detail)
    if isinstance(error, httpx.TimeoutException):
        return errors.TimedOut(detail)
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return errors.ConnectionLost(detail)
    return errors.Misconfigured(detail)
