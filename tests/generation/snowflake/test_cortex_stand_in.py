"""Both transports against the stand-in: the same question, the same answer, the same refusals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from generation.snowflake import errors
from generation.snowflake.completions import CompletionRequest, Message
from generation.snowflake.connection import thread_connection
from generation.snowflake.cortex import complete
from generation.snowflake.cortex_sql import prompt_of, statement_of
from generation.snowflake.settings import SnowflakeSettings, override

TRANSPORTS = ["rest", "sql"]


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest, embedded: SnowflakeSettings) -> Iterator[str]:
    with override(replace(embedded, cortex_transport=request.param)):
        yield request.param


def say(question: CompletionRequest, text: str) -> CompletionRequest:
    return replace(question, messages=(Message("user", text),))


def test_a_picture(transport: str, question: CompletionRequest) -> None:
    pieces: list[str] = []

    answer = complete(question, on_text=pieces.append)

    assert "</svg>" in answer.text
    assert "".join(pieces) == answer.text
    assert (answer.transport, answer.model) == (transport, "claude-sonnet-4-5")
    assert (answer.truncated, answer.stand_in) == (False, True)
    assert answer.prompt_tokens and answer.completion_tokens
    assert answer.provider_id
    assert 0 < answer.seconds < 10


def test_both_transports_draw_the_same(embedded: SnowflakeSettings) -> None:
    question = CompletionRequest("claude-sonnet-4-5", (Message("user", "a blue boat"),))
    texts = set()
    for name in TRANSPORTS:
        with override(replace(embedded, cortex_transport=name)):
            texts.add(complete(question).text)

    assert len(texts) == 1


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("standin 429", errors.Throttled),
        ("standin throttled", errors.Throttled),
        ("standin 400", errors.InvalidInput),
        ("standin 402", errors.BudgetExhausted),
        ("standin 403", errors.NotAuthorised),
    ],
)
def test_refusals(
    transport: str, question: CompletionRequest, asked: str, kind: type[errors.SnowflakeError]
) -> None:
    with pytest.raises(kind):
        complete(say(question, asked))


def test_refusals_of_the_server_side(transport: str, question: CompletionRequest) -> None:
    for asked in ("standin 500", "standin 503"):
        with pytest.raises(errors.Unavailable):
            complete(say(question, asked))


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize("asked", ["standin reset", "standin reset late"])
def test_a_connection_that_breaks(question: CompletionRequest, asked: str) -> None:
    with pytest.raises(errors.ConnectionLost) as caught:
        complete(say(question, asked))

    assert caught.value.billed == "unknown"


@pytest.mark.parametrize("trouble", ["lost", "sessionexpired"])
def test_a_paid_answer_that_was_lost_on_its_way_is_fetched_by_sql(
    embedded: SnowflakeSettings,
    fault: Callable[..., None],
    question: CompletionRequest,
    trouble: str,
) -> None:
    fault("AI_COMPLETE", trouble)

    with override(replace(embedded, cortex_transport="sql")):
        assert complete(question).text


def test_a_session_that_ended_is_replaced(
    embedded: SnowflakeSettings, question: CompletionRequest
) -> None:
    settings = replace(embedded, cortex_transport="sql", socket_timeout=60)
    with override(settings):
        complete(question)
        connection: Any = thread_connection("cortex", settings)
        connection.rest.delete_session()

        assert complete(question).text


def test_a_model_that_does_not_exist(transport: str, question: CompletionRequest) -> None:
    with pytest.raises(errors.UnknownModel) as caught:
        complete(replace(question, model="no-such-model"))

    assert caught.value.response_status == "invalid_input"


def test_an_answer_that_is_cut_off(transport: str, question: CompletionRequest) -> None:
    assert complete(say(question, "standin cutoff")).truncated


def test_an_answer_without_text(transport: str, question: CompletionRequest) -> None:
    answer = complete(say(question, "standin empty"))

    assert (answer.text, answer.truncated) == ("", True)


def test_the_deadline(transport: str, question: CompletionRequest) -> None:
    started = time.monotonic()

    with pytest.raises(errors.TimedOut) as caught:
        within(0.5, lambda: complete(say(question, "standin slow 3")))

    assert time.monotonic() - started < 2
    assert caught.value.billed == "unknown"


def within(seconds: float, call: Callable[[], object]) -> None:
    from generation.snowflake.settings import get_settings

    with override(replace(get_settings(), cortex_timeout=seconds)):
        call()


def test_cancelling_while_the_model_thinks(transport: str, question: CompletionRequest) -> None:
    started = time.monotonic()

    with pytest.raises(errors.Cancelled):
        complete(
            say(question, "standin slow 3"),
            should_stop=lambda: time.monotonic() - started > 0.3,
        )

    assert time.monotonic() - started < 0.8


def test_after_a_cancelled_call_the_next_one_works(
    transport: str, question: CompletionRequest
) -> None:
    with pytest.raises(errors.Cancelled):
        complete(say(question, "standin slow 2"), should_stop=lambda: True)

    assert complete(question).text


class TestStatement:
    def test_texts_are_bound_and_numbers_written_out(self, question: CompletionRequest) -> None:
        sql, binds = statement_of(replace(question, temperature=0.5, top_p=1))

        assert "{'temperature': 0.5, 'top_p': 1, 'max_tokens': 4096}" in sql
        assert binds == ["claude-sonnet-4-5", prompt_of(question.messages)]
        assert "red house" not in sql

    def test_the_limit_of_the_function_is_kept(self, question: CompletionRequest) -> None:
        assert "'max_tokens': 8192" in statement_of(replace(question, max_tokens=16384))[0]

    def test_an_option_that_is_no_number_never_becomes_text(
        self, question: CompletionRequest
    ) -> None:
        hostile: float = "0}) --"  # type: ignore[assignment]

        with pytest.raises((TypeError, ValueError)):
            statement_of(replace(question, temperature=hostile))

    def test_a_conversation_becomes_one_text(self) -> None:
        messages = (Message("system", "Draw."), Message("user", "a"), Message("assistant", "b"))

        assert prompt_of(messages) == "Draw.\n\nUser:\na\n\nAssistant:\nb"
        assert prompt_of(messages[1:2]) == "a"
