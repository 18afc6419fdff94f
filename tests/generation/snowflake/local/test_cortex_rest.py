"""The Chat Completions route."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from generation.snowflake.local.cortex_answer import ENGINE_NAME

from .conftest import CHAT

Ask = Callable[..., httpx.Response]


def events(answer: httpx.Response) -> list[dict[str, Any]]:
    lines = [line for line in answer.text.split("\n\n") if line]
    assert lines[-1] == "data: [DONE]"
    return [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]


def test_a_whole_answer(ask: Ask) -> None:
    answer = ask("a red house")
    body = answer.json()

    (choice,) = body["choices"]
    assert choice["finish_reason"] == "stop"
    sentence, fence, picture = choice["message"]["content"].partition("```svg\n")
    assert (sentence, fence) == ("Here is your picture.\n\n", "```svg\n")
    assert picture.startswith("<svg")
    assert picture.endswith("</svg>\n```")


def test_every_answer_says_what_it_is(ask: Ask) -> None:
    answer = ask("a red house")

    assert answer.headers["X-Local-Snowflake"] == "stand-in"
    assert (answer.json()["stand_in"], answer.json()["answered_by"]) == (True, ENGINE_NAME)
    assert isinstance(answer.json()["not_drawn"], list)
    assert ask("x", model="nosuch").json()["stand_in"] is True


def test_usage_is_estimated(ask: Ask) -> None:
    body = ask("abcdefgh").json()

    assert body["usage"]["prompt_tokens"] == 2
    text = body["choices"][0]["message"]["content"]
    assert body["usage"]["completion_tokens"] == -(-len(text) // 4)


def test_claude_leaves_out_finish_reason(ask: Ask) -> None:
    assert "finish_reason" not in ask("a", model="claude-sonnet-4-5").json()["choices"][0]


def test_a_streamed_answer_is_the_same(ask: Ask) -> None:
    streamed = ask("a red house", stream=True, stream_options={"include_usage": True})
    found, whole = events(streamed), ask("a red house").json()

    pieces = [e["choices"][0]["delta"].get("content", "") for e in found if e["choices"]]
    assert "".join(pieces) == whole["choices"][0]["message"]["content"]
    assert max(map(len, pieces)) <= 40
    assert found[-1]["usage"] == whole["usage"]
    assert found[-2]["choices"][0]["finish_reason"] == "stop"
    assert streamed.headers["Content-Type"].startswith("text/event-stream")


def test_no_usage_unless_asked_for(ask: Ask) -> None:
    assert not any("usage" in event for event in events(ask("a", stream=True)))


@pytest.mark.parametrize(
    ("model", "reason"), [("openai-gpt-5", "length"), ("claude-sonnet-4-5", None)]
)
def test_the_limit_cuts_the_answer(ask: Ask, model: str, reason: str | None) -> None:
    body = ask("a red house", model=model, max_completion_tokens=12).json()

    assert len(body["choices"][0]["message"]["content"]) == 48
    assert body["usage"]["completion_tokens"] == 12
    assert body["choices"][0].get("finish_reason") == reason


def test_no_token_no_answer(client: httpx.Client) -> None:
    body = {"model": "openai-gpt-5", "messages": [{"role": "user", "content": "x"}]}

    assert client.post(CHAT, json=body, headers={"Authorization": ""}).status_code == 401


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"max_tokens": 5}, "max_completion_tokens"),
        ({"model": "nosuch"}, "unknown model nosuch"),
        ({"model": "claude-4-sonnet"}, "no longer available"),
        ({"max_completion_tokens": 0}, "between 1 and 16384"),
        ({"max_completion_tokens": "ten"}, "whole number"),
        ({"temperature": 3}, "temperature"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "user", "content": "x" * 900_000}]}, "too many tokens"),
    ],
)
def test_bad_requests(ask: Ask, given: dict[str, Any], message: str) -> None:
    answer = ask("x", **given)

    assert answer.status_code == 400
    assert message in answer.json()["message"]


def test_a_body_that_is_no_json(client: httpx.Client) -> None:
    assert client.post(CHAT, content=b"{").status_code == 400
