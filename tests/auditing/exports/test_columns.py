"""Cells that a spreadsheet cannot run, and that give back what was written."""

import string
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing.exports.columns import DANGEROUS, Column, as_json, as_text, escape, unescape

TEXT = Column("name", "Name")


@given(st.text())
def test_the_escape_is_reversible(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.sampled_from(DANGEROUS), st.text(alphabet=string.printable))
def test_no_cell_begins_like_a_formula(first: str, rest: str) -> None:
    assert escape(first + rest).startswith("'")


@pytest.mark.parametrize("text", ["a red house", "1,234.50", "ö", "", " =1+1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


def test_a_negative_number_stays_a_number() -> None:
    assert as_text(-5, Column("n", "N", "number")) == "-5"
    assert as_text("-5", TEXT) == "'-5"


def test_times_are_in_utc() -> None:
    value = datetime(2026, 11, 24, 23, 30, tzinfo=timezone(timedelta(hours=2)))

    assert as_text(value, Column("t", "T", "time")) == "2026-11-24T21:30:00.000000Z"
    assert as_text(None, Column("t", "T", "time")) == ""


def test_json_keeps_types() -> None:
    assert as_json(True, Column("f", "F", "flag")) is True
    assert as_json(None, Column("n", "N", "number")) is None
    assert as_json({"a": 1}, Column("c", "C", "json")) == {"a": 1}
    at = as_json(datetime(2026, 1, 1, tzinfo=UTC), Column("t", "T", "time"))
    assert at == "2026-01-01T00:00:00.000000Z"
