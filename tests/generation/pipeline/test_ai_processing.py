"""A paid answer is kept on every database, whatever the service says in it."""

from typing import Any

import pytest

from generation.models import Status
from generation.pipeline import ai_processing
from generation.pipeline.ai_processing import NAME_LENGTH, storable
from generation.snowflake.completions import Completion
from tests.factories import PICTURE

from .conftest import Run


def completion(**changes: Any) -> Completion:
    told: dict[str, Any] = {
        "text": PICTURE,
        "model": "claude-sonnet-4-5",
        "prompt_tokens": 1,
        "completion_tokens": 1,
        "finish_reason": None,
        "provider_id": "an-id",
        "seconds": 1.0,
        "transport": "rest",
        "truncated": False,
    }
    return Completion(**{**told, **changes})


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\ud83d\ude00b", "a\U0001f600b"),
        ("a\ud83db", "a\ufffdb"),
        ("a\0b", "a\ufffdb"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_what_no_database_takes_is_replaced(text: str, kept: str) -> None:
    assert storable(text) == kept


@pytest.mark.parametrize(
    "said",
    [
        {"text": f"{PICTURE} \ud83d"},
        {"text": f"{PICTURE} \0"},
        {"provider_id": "p" * 200},
        {"not_drawn": ("a\0",)},
    ],
)
def test_an_odd_answer_is_kept_and_used(
    run: Run, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    monkeypatch.setattr(ai_processing, "complete", lambda *_, **__: completion(**said))

    request = run()

    assert request.status == Status.COMPLETED
    assert len(request.responses.get().provider_id) <= NAME_LENGTH
