"""The masker takes whole secrets, leaves plain text alone, and ends in bounded time."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing.masking import MASK, MAX_LENGTH, mask

# Pieces that begin one rule or another, so that random text meets them.
PIECES = st.sampled_from(
    ["password", "=", ":", '"', "'", "\\", " ", "token", "://", "@", "a.b", "-----BEGIN A KEY-----",
     "eyJ", "Bearer ", "[masked]", "[", "]", "sig=", "&", "--", "-p ", "/home/", "x1", "Cookie: ",
     "account", "\n", "%40", "is ", "C:\\Users\\", "key-", MASK, "xy12345.", "<", ">"]
)  # fmt: skip


@given(st.text(max_size=500) | st.lists(PIECES, max_size=30).map("".join))
def test_masking_never_fails_and_is_stable(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (b"password=hunter2 \xff\x00", f"password={MASK} \ufffd\ufffd"),
        (bytearray(b"plain"), "plain"),
        (12, "12"),
        (None, "None"),
        ("a\0b\ud800c", "a\ufffdb\ufffdc"),
        ("", ""),
    ],
)
def test_any_value_becomes_text_that_a_database_takes(value: object, masked: str) -> None:
    assert mask(value) == masked


def test_a_value_that_cannot_be_read_is_masked() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    assert mask(Broken()) == MASK


@pytest.mark.parametrize(
    "piece",
    ["a", "password=", "password='", "-----BEGIN A-----", "a@", "eyJ", "a://b:", "--token ",
     "token is ", "x-", "<password>", "\\", "MII", "a1B2" * 20 + "\n-----END A-----", "\0"],
)  # fmt: skip
def test_10_mb_of_pathological_text_ends_soon(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    started = time.perf_counter()

    masked = mask(text)

    assert time.perf_counter() - started < 5
    assert len(masked) <= MAX_LENGTH


@pytest.mark.parametrize("before", range(MAX_LENGTH - 60, MAX_LENGTH + 20, 7))
def test_a_secret_at_the_cut_is_not_halved(before: int) -> None:
    text = "a b " * (before // 4) + "ghp_" + "aB3" * 12 + " and more" * 10

    assert "ghp_" not in mask(text)


def test_bytes_of_any_kind() -> None:
    every: Any = bytes(range(256)) * 40_000

    assert len(mask(every)) <= MAX_LENGTH
