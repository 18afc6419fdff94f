"""Cortex by REST, against a real HTTP server on loopback."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from generation.snowflake import errors
from generation.snowflake.completions import CompletionRequest
from generation.snowflake.cortex import complete
from generation.snowflake.cortex_rest import body_of
from generation.snowflake.settings import SnowflakeSettings, override
from tests.generation.snowflake.conftest import PICTURE, Reply, serving


def ask(script: Any, question: CompletionRequest, **settings: Any) -> Any:
    how = {name: settings.pop(name) for name in ("on_text", "should_stop") if name in settings}
    with serving(script) as server, override(server.settings(**settings)):
        return complete(question, **how)


def test_a_streamed_answer_is_put_together(question: CompletionRequest) -> None:
    pieces: list[str] = []

    answer = ask(Reply.picture, question, on_text=pieces.append)

    assert (answer.text, "".join(pieces)) == (PICTURE, PICTURE)
    assert (answer.model, answer.provider_id, answer.transport) == ("m", "c1", "rest")
    assert (answer.prompt_tokens, answer.completion_tokens) == (7, 40)
    assert not answer.truncated
    assert not answer.stand_in


def test_what_is_sent(question: CompletionRequest) -> None:
    with serving(Reply.picture) as server, override(server.settings()):
        complete(replace(question, temperature=0.4))

    body, headers = server.bodies[0], server.headers[0]
    assert body["stream"] is True
    assert body["stream_options"] == {"include_usage": True}
    assert body["max_completion_tokens"] == 4096
    assert "max_tokens" not in body
    assert body["messages"][0] == {"role": "system", "content": "You draw SVG."}
    assert headers["Authorization"] == "Bearer key"
    assert headers["X-Request-ID"] == "req-1"


def test_claude_gets_no_penalties_and_one_of_two_options(question: CompletionRequest) -> None:
    full = replace(
        question, temperature=0.2, top_p=0.9, frequency_penalty=0.1, presence_penalty=0.2
    )

    claude, gpt = body_of(full), body_of(replace(full, model="openai-gpt-5"))

    assert {"temperature"} == claude.keys() & {
        "temperature",
        "top_p",
        "frequency_penalty",
        "presence_penalty",
    }
    assert (gpt["top_p"], gpt["frequency_penalty"], gpt["presence_penalty"]) == (0.9, 0.1, 0.2)
    assert body_of(replace(full, temperature=None))["top_p"] == 0.9


def test_unset_options_are_left_to_the_model(question: CompletionRequest) -> None:
    assert not body_of(question).keys() & {"temperature", "top_p"}


def test_an_answer_that_is_not_streamed(question: CompletionRequest) -> None:
    def script(reply: Reply) -> None:
        message = {"role": "assistant", "content": PICTURE}
        choice = {"message": message, "finish_reason": "stop"}
        more = {"answered_by": "engine", "stand_in": True, "not_drawn": ["unicorn"]}
        reply.json(200, {"id": "x", "model": "m", "choices": [choice], **more})

    answer = ask(script, question)

    assert (answer.text, answer.finish_reason) == (PICTURE, "stop")
    assert (answer.answered_by, answer.stand_in) == ("engine", True)
    assert answer.not_drawn == ("unicorn",)


@pytest.mark.parametrize(
    ("pieces", "usage", "reason"),
    [
        (["<svg><rect/>"], {}, None),
        (["<svg></svg>"], {"completion_tokens": 4096}, None),
        (["<svg></svg>"], {}, "length"),
    ],
)
def test_truncation_is_seen(
    question: CompletionRequest, pieces: list[str], usage: dict[str, int], reason: str | None
) -> None:
    def script(reply: Reply) -> None:
        reply.start()
        for piece in pieces:
            reply.piece(piece)
        last: dict[str, Any] = {"delta": {}, "finish_reason": reason}
        reply.event({"choices": [last], "usage": usage})

    assert ask(script, question).truncated


REPLIES: list[tuple[int, Any, type[errors.SnowflakeError], str]] = [
    (400, {"message": "temperature must be at most 1"}, errors.InvalidInput, "no"),
    (400, {"message": "unknown model claude-9"}, errors.UnknownModel, "no"),
    (400, {"message": "Model claude-3 has been retired"}, errors.RetiredModel, "no"),
    (400, {"error": {"message": "max tokens of 200000 exceeded"}}, errors.ContextTooLong, "no"),
    (400, {"message": "all requests were throttled by remote service"}, errors.Throttled, "no"),
    (401, {"message": "bad token"}, errors.BadCredentials, "no"),
    (401, {"code": "390112", "message": "expired"}, errors.SessionExpired, "no"),
    (402, {"message": "budget"}, errors.BudgetExhausted, "no"),
    (403, b"Forbidden", errors.NotAuthorised, "no"),
    (404, {"error": {"message": "model 'x' not found"}}, errors.UnknownModel, "no"),
    (404, b"<html>not here</html>", errors.Misconfigured, "no"),
    (413, b"", errors.ContextTooLong, "no"),
    (422, {"message": "bad"}, errors.InvalidInput, "no"),
    (429, {"message": "slow down"}, errors.Throttled, "no"),
    (302, b"", errors.Misconfigured, "no"),
    (500, b"oops", errors.ServiceBusy, "unknown"),
    (503, {"message": "inference timed out"}, errors.ServiceBusy, "unknown"),
    (504, b"", errors.TimedOut, "unknown"),
    (200, {"code": "390112", "message": "Session token expired"}, errors.SessionExpired, "no"),
    (200, b"<html>a portal</html>", errors.UnreadableAnswer, "unknown"),
    (200, {"object": "list"}, errors.UnreadableAnswer, "unknown"),
]


@pytest.mark.parametrize(("status", "payload", "kind", "billed"), REPLIES)
def test_each_refusal_has_its_error(
    question: CompletionRequest,
    status: int,
    payload: Any,
    kind: type[errors.SnowflakeError],
    billed: str,
) -> None:
    with pytest.raises(errors.SnowflakeError) as caught:
        ask(lambda reply: reply.json(status, payload), question)

    assert type(caught.value) is kind
    assert caught.value.billed == billed


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"error": {"message": "throttled"}}, errors.Throttled),
        ({"code": "390112", "message": "expired"}, errors.SessionExpired),
        ({"message": "internal error", "code": "500"}, errors.ServiceBusy),
    ],
)
def test_an_error_inside_the_stream(
    question: CompletionRequest, payload: dict[str, Any], kind: type[errors.SnowflakeError]
) -> None:
    def script(reply: Reply) -> None:
        reply.start()
        reply.piece("<svg>")
        reply.event(payload)

    with pytest.raises(kind):
        ask(script, question)


def test_a_stream_without_an_answer(question: CompletionRequest) -> None:
    def script(reply: Reply) -> None:
        reply.start()
        reply.event("not json")
        reply.event("[DONE]")

    with pytest.raises(errors.UnreadableAnswer):
        ask(script, question)


def test_a_reset_in_the_middle_may_have_cost(question: CompletionRequest) -> None:
    def script(reply: Reply) -> None:
        reply.start(Transfer_Encoding="chunked")
        reply.raw(b"5\r\ndata:\r\n")

    with pytest.raises(errors.ConnectionLost) as caught:
        ask(script, question)

    assert (caught.value.permanent, caught.value.billed) == (False, "unknown")


def test_nothing_listens(question: CompletionRequest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        override(SnowflakeSettings(cortex_base_url=f"http://127.0.0.1:{port}/v1")),
        pytest.raises(errors.NotReachable) as caught,
    ):
        complete(question)
    assert caught.value.billed == "no"

    with (
        override(SnowflakeSettings(local_port=port)),
        pytest.raises(errors.StandInNotRunning, match="make run"),
    ):
        complete(question)


def test_silence_ends_at_the_idle_limit(question: CompletionRequest) -> None:
    with pytest.raises(errors.TimedOut):
        ask(lambda reply: time.sleep(0.6), question, cortex_idle_timeout=0.2)


def trickle(reply: Reply) -> None:
    reply.start()
    for _ in range(100):
        reply.raw(b":")  # a comment line that never ends
        time.sleep(0.05)


def test_trickling_bytes_do_not_outlast_the_deadline(question: CompletionRequest) -> None:
    started = time.monotonic()

    with pytest.raises(errors.TimedOut) as caught:
        ask(trickle, question, cortex_timeout=0.5)

    assert 0.4 < time.monotonic() - started < 1.5
    assert caught.value.response_status == "timeout"


def wait_until_gone(server: Any) -> None:
    for _ in range(100):
        if server.gone_at:
            return
        time.sleep(0.02)


def test_cancelling_closes_the_stream_at_the_server(question: CompletionRequest) -> None:
    def script(reply: Reply) -> None:
        reply.start()
        for _ in range(200):
            reply.piece("<g/>")
            time.sleep(0.02)

    stop = threading.Event()
    with serving(script) as server, override(server.settings()):
        threading.Timer(0.3, stop.set).start()
        with pytest.raises(errors.Cancelled) as caught:
            complete(question, should_stop=stop.is_set)
        cancelled_at = time.monotonic()
        wait_until_gone(server)

    assert caught.value.received_chars >= 4
    assert server.gone_at is not None
    assert server.gone_at - cancelled_at < 0.5


def test_cancelling_before_the_first_byte(question: CompletionRequest) -> None:
    started = time.monotonic()

    with pytest.raises(errors.Cancelled):
        ask(lambda reply: time.sleep(2), question, should_stop=lambda: True)

    assert time.monotonic() - started < 0.5


def test_should_stop_and_on_text_run_in_the_callers_thread(question: CompletionRequest) -> None:
    threads = set()

    def note(*args: Any) -> bool:
        threads.add(threading.current_thread())
        return False

    ask(Reply.picture, question, on_text=note, should_stop=note)

    assert threads == {threading.current_thread()}


def test_an_error_of_the_caller_closes_the_stream(question: CompletionRequest) -> None:
    def refuse(text: str) -> None:
        raise ZeroDivisionError

    def script(reply: Reply) -> None:
        reply.start()
        for _ in range(200):
            reply.piece("<g/>")
            time.sleep(0.02)

    with serving(script) as server, override(server.settings()):
        with pytest.raises(ZeroDivisionError):
            complete(question, on_text=refuse)
        wait_until_gone(server)

    assert server.gone_at


def test_an_endless_answer_is_cut_off(question: CompletionRequest) -> None:
    def script(reply: Reply) -> None:
        reply.start()
        for _ in range(100):
            reply.piece("x" * 65536)

    with pytest.raises(errors.AnswerTooLarge) as caught:
        ask(script, question)

    assert (caught.value.permanent, caught.value.billed) == (True, "unknown")


def test_an_endless_body_is_cut_off(
    question: CompletionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.snowflake.exchange.MAX_WIRE_BYTES", 1000)

    with pytest.raises(errors.AnswerTooLarge):
        ask(lambda reply: reply.json(500, b"x" * 5000), question)


def test_a_key_that_is_no_header_never_shows(question: CompletionRequest) -> None:
    for key in ("se\ncret", "se\u2603cret"):
        with (
            serving(Reply.picture) as server,
            override(replace(server.settings(), cortex_api_key=key)),
            pytest.raises(errors.Misconfigured) as caught,
        ):
            complete(question)
        assert "cret" not in f"{caught.value} {caught.value!r} {caught.value.detail}"


def test_loopback_goes_past_the_environments_proxy(
    question: CompletionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert ask(Reply.picture, question).text == PICTURE


def test_eight_threads_at_once(question: CompletionRequest) -> None:
    answers: list[str] = []

    with serving(Reply.picture) as server, override(server.settings()):
        threads = [
            threading.Thread(target=lambda: answers.append(complete(question).text))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert answers == [PICTURE] * 8


def test_an_unknown_transport_is_a_setting_gone_wrong(question: CompletionRequest) -> None:
    with override(SnowflakeSettings(cortex_transport="fax")), pytest.raises(errors.Misconfigured):
        complete(question)
