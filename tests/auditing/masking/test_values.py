"""Nested data: masked by names and by words, of any type, in bounded depth and size."""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from auditing.masking import MASK, mask_values

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    ["token", "DB_PASSWORD_STAGING", "clientSecret", "Authorization", "csrfmiddlewaretoken",
     "password1", "X-Api-Key", "private_key", "session_id", "Cookie", "AUDIT_KEY"],
)  # fmt: skip
def test_what_stands_under_a_secrets_name_goes_whole(name: str) -> None:
    assert mask_values({name: {"nested": ["a", 1]}}) == {name: MASK}


@pytest.mark.parametrize(
    "name",
    ["prompt_tokens", "tokens_used", "token_count", "max_tokens", "password_changed_at", "path",
     "submission_key", "author", "compass", "token_type", "keyboard"],
)  # fmt: skip
def test_a_name_that_only_speaks_of_one_stays(name: str) -> None:
    assert mask_values({name: 12}) == {name: 12}


def test_every_type_becomes_json() -> None:
    key = uuid.UUID(int=5)
    value = {
        1: NOW,
        key: (1, {2.5}, b"password=x1y2z3"),
        None: ValueError("token=abc123def"),
        "e": frozenset(),
    }

    masked = mask_values(value)

    assert masked == {
        "1": str(NOW),
        str(key): [1, [2.5], f"password={MASK}"],
        "None": f"ValueError: token={MASK}",
        "e": [],
    }
    assert json.loads(json.dumps(masked)) == masked


def test_a_secret_in_a_key_is_masked() -> None:
    assert mask_values({"mail of bob@example.com": 1}) == {f"mail of {MASK}": 1}


def test_a_header_as_a_pair_is_masked_by_its_name() -> None:
    assert mask_values([("X-Api-Key", "plain")]) == [["X-Api-Key", MASK]]


def test_depth_and_size_are_bounded() -> None:
    deep: Any = "bottom"
    for _ in range(5_000):
        deep = {"a": [deep]}
    wide = {str(n): [{"x": "y" * 100} for _ in range(1_000)] for n in range(1_000)}
    started = time.perf_counter()

    assert "bottom" not in json.dumps(mask_values(deep))
    assert len(json.dumps(mask_values(wide))) < 2_000_000
    assert time.perf_counter() - started < 5


def test_a_value_within_itself_ends() -> None:
    loop: list[Any] = [1]
    loop.append(loop)

    assert json.dumps(mask_values(loop)).startswith("[1, [1, ")


def test_a_mapping_that_fails_when_read_is_masked() -> None:
    class Broken(Mapping[str, str]):
        def __getitem__(self, key: str) -> str:
            raise RuntimeError

        def __iter__(self) -> Iterator[str]:
            raise RuntimeError

        def __len__(self) -> int:
            return 1

    assert mask_values({"a": Broken()}) == {"a": MASK}
