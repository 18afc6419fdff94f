"""AI_COMPLETE and the list of models, by SQL."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import snowflake.connector

from .conftest import Connect

Run = Callable[..., list[Any]]
FULL = (
    "SELECT AI_COMPLETE(model => ?, prompt => ?, model_parameters => {'temperature': 0.2,"
    " 'max_tokens': 4000}, show_details => TRUE, return_error_details => TRUE)"
)


def test_the_models_and_their_lifecycle(connect: Connect) -> None:
    cursor = connect().cursor(snowflake.connector.DictCursor)
    rows = cursor.execute("SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS").fetchall()
    status = {row["name"]: row["lifecycle_status"] for row in rows}

    retired = {name for name, lifecycle in status.items() if lifecycle == "EOL"}
    assert retired == {
        "CLAUDE-3-5-SONNET",
        "CLAUDE-3-7-SONNET",
        "CLAUDE-4-SONNET",
        "OPENAI-GPT-4.1",
    }
    assert {"CLAUDE-SONNET-4-5", "CLAUDE-HAIKU-4-5", "OPENAI-GPT-5.2"} <= set(status)
    assert {row["eol_date"][:7] for row in rows if row["name"] == "CLAUDE-4-SONNET"} == {"2026-10"}


def test_a_completion_with_details(run: Run) -> None:
    ((told,),) = run(FULL, "claude-sonnet-4-5", "a red house")
    outcome = json.loads(told)

    assert outcome["error"] is None
    details = outcome["value"]
    assert "<svg" in details["choices"][0]["messages"]
    assert (details["model"], details["stand_in"]) == ("claude-sonnet-4-5", True)
    usage = details["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


@pytest.mark.parametrize(
    ("model", "prompt", "error"),
    [
        ("nosuch", "a house", "unknown model nosuch"),
        ("claude-4-sonnet", "a house", "no longer available"),
        ("claude-sonnet-4-5", "a house standin 429", "too many requests"),
    ],
)
def test_errors_are_details_or_null(run: Run, model: str, prompt: str, error: str) -> None:
    outcome = json.loads(run(FULL, model, prompt)[0][0])

    assert outcome["value"] is None
    assert error in outcome["error"]
    assert run("SELECT AI_COMPLETE(?, ?)", model, prompt) == [(None,)]


@pytest.mark.parametrize(
    "prompt",
    [
        "'a house'",
        "PROMPT('a {0}', 'house')",
        "[{'role': 'user', 'content': 'a house'}]",
        """PARSE_JSON('[{"role": "user", "content": "a house"}]')""",
    ],
)
def test_the_forms_of_a_prompt(run: Run, prompt: str) -> None:
    ((answer,),) = run(f"SELECT AI_COMPLETE('openai-gpt-5', {prompt}) AS a")

    assert "<svg" in answer


def test_a_short_limit_cuts_the_answer(run: Run) -> None:
    sql = "SELECT AI_COMPLETE(model => 'openai-gpt-5', prompt => 'a house', model_parameters => {})"

    ((answer,),) = run(sql.replace("{}", "{'max_tokens': 10}"))

    assert len(answer) == 40


@pytest.mark.parametrize(
    "call",
    ["AI_COMPLETE('m')", "AI_COMPLETE(model => 'm', prompt => 'p', nonsense => 1)"],
)
def test_wrong_arguments(run: Run, call: str) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match="Invalid argument"):
        run(f"SELECT {call}")


def test_a_statement_timeout_ends_a_slow_model(run: Run) -> None:
    limited = {"STATEMENT_TIMEOUT_IN_SECONDS": 0.1}

    with pytest.raises(snowflake.connector.ProgrammingError) as e:
        run(FULL, "openai-gpt-5", "standin slow 20", _statement_params=limited)

    assert e.value.errno == 630


def test_a_client_may_give_up(run: Run) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError) as e:
        run(FULL, "openai-gpt-5", "standin slow 20", timeout=1)

    assert e.value.errno == 604
