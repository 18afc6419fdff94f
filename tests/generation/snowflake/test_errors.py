from __future__ import annotations

import inspect
import pickle
import re

import pytest

from generation.snowflake import errors
from generation.snowflake.errors import Cancelled, Refused, SnowflakeError, Throttled, Unavailable

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, SnowflakeError)
]
STATUSES = {"error", "timeout", "rate_limited", "invalid_input"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_error_carries_its_decisions(kind: type[SnowflakeError]) -> None:
    error = kind("vendor text")

    assert re.fullmatch(r"[a-z_]+", error.code)
    assert error.response_status in STATUSES
    assert error.billed in {"no", "unknown"}
    assert error.permanent is not issubclass(kind, Unavailable)


@pytest.mark.parametrize("kind", KINDS)
def test_the_message_is_plain_and_keeps_the_vendor_out(kind: type[SnowflakeError]) -> None:
    error = kind("token=sesame")

    assert "sesame" not in f"{error} {error!r} {error.args}"
    assert re.fullmatch(r"[A-Z][^\n]+\.", str(error))
    assert str(error).count(".") >= 2  # what happened, and what to do next
    assert kind.__doc__ is not None
    assert kind.__dict__.get("__doc__"), "a message of its own"


def test_each_error_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_the_families_are_the_only_children() -> None:
    assert {kind for kind in KINDS if SnowflakeError in kind.__bases__} == {Refused, Unavailable}


def test_an_error_survives_a_trip_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Throttled("why", billed="unknown", query_id="q")))  # noqa: S301

    assert (error.detail, error.billed, error.query_id) == ("why", "unknown", "q")
    assert str(error) == str(Throttled())


def test_cancelled_says_how_much_had_come() -> None:
    error = Cancelled(12)

    assert error.received_chars == 12
    assert not isinstance(error, SnowflakeError)
    assert "cancelled" in str(error)
