"""The masker takes whole secrets, leaves plain text alone, and ends in bounded time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing.masking import MASK, MAX_LENGTH, mask, mask_values

SECRETS = {
    "password": ("password=hunter2-Xy9", "hunter2"),
    "quoted password": ('{"password": "hun ter2"}', "ter2"),
    "named secret": ("SNOWFLAKE_CLIENT_SECRET: abcDEF123", "abcDEF123"),
    "bearer": ("Authorization: Bearer abc.def-ghi_123", "def-ghi"),
    "jwt": ("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl is bad", "eyJzdWIi"),
    "url": ("postgres://bob:s3cr3t@db.internal:5432/app", "s3cr3t"),
    "pem": (
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0\n-----END PRIVATE KEY-----",
        "kqhkiG9w0",
    ),
    "openai key": ("sk-abcdefghijklmnopqrstuvwx", "abcdefghij"),
    "aws key": ("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"),
    "snowflake account": ("xy12345.eu-central-1.snowflakecomputing.com", "xy12345"),
    "e-mail": ("ask jane.doe@example.com about it", "jane.doe"),
    "home": ("/home/janedoe/project/file.py", "janedoe"),
}


@pytest.mark.parametrize(("text", "secret"), SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_gone_whole(text: str, secret: str) -> None:
    assert secret not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "a red house under a yellow sun",
        "Snowflake gets too many requests just now. Try again in a minute.",
        "@SVGSITE.PUBLIC.SVG_STAGE/2026/11/22/house.svg",
        "cd63e511-d764-420f-8850-22dc4a098e76",
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert mask(text) == text


def test_values_inside_json_are_masked_by_name_and_by_shape() -> None:
    masked = mask_values({"token": "x", "note": ["password=y"], "prompt_tokens": 12})

    assert masked == {"token": MASK, "note": [f"password={MASK}"], "prompt_tokens": 12}


@given(st.text(max_size=500))
def test_masking_never_fails_and_is_stable(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@pytest.mark.parametrize(
    "piece", ["a", "password=", "-----BEGIN A-----", "x.", "a@", "eyJ", "://:"]
)
def test_pathological_text_ends_soon(piece: str) -> None:
    started = time.perf_counter()

    masked = mask(piece * (10_000_000 // len(piece)))

    assert time.perf_counter() - started < 5
    assert len(masked) <= MAX_LENGTH * 2
