from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.snowflake.errors import InvalidName
from generation.snowflake.locations import StageLocation, check_identifier, check_table

HOSTILE = [
    "A'; DROP TABLE X; --",
    'A"."B',
    "a",
    "",
    "A B",
    "A\n",
    "Ä",
    "A/../B",
    "1A",
    "A;",
    "@A",
    "A" * 256,
]
HOSTILE_PATHS = [
    "/a", "a/", "a//b", "../a", "a/..", "a/./b", "a..b", "a'b", 'a"b', "a b", "a\n", "a\\b",
    "a;b", "a%b", "é", "a*", "?", "x" * 1025,
]  # fmt: skip
SAFE_SQL = re.compile(
    r"""'@"[A-Z][A-Z0-9_]*"\."[A-Z][A-Z0-9_]*"\."[A-Z][A-Z0-9_]*"(/[A-Za-z0-9_.-]+)*'"""
)


def test_a_file_is_quoted_for_sql_and_written_for_people() -> None:
    location = StageLocation("SVGSITE", "PUBLIC", "PICTURES", "2026/11/22/id/a-house_1.svg")

    assert location.sql() == '\'@"SVGSITE"."PUBLIC"."PICTURES"/2026/11/22/id/a-house_1.svg\''
    assert location.stage_sql() == '\'@"SVGSITE"."PUBLIC"."PICTURES"\''
    assert str(location) == "@SVGSITE.PUBLIC.PICTURES/2026/11/22/id/a-house_1.svg"


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_each_identifier_is_checked(part: str, at: int) -> None:
    parts = ["DB", "SCHEMA", "STAGE"]
    parts[at] = part

    with pytest.raises(InvalidName):
        StageLocation(*parts)


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_the_path_is_checked(path: str) -> None:
    with pytest.raises(InvalidName):
        StageLocation("DB", "SCHEMA", "STAGE", path)


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_passes_is_safe_text(database: str, schema: str, stage: str, path: str) -> None:
    try:
        location = StageLocation(database, schema, stage, path)
    except InvalidName:
        return
    assert SAFE_SQL.fullmatch(location.sql())


@given(st.text(alphabet="aA/.-_'\"\\;\n ", max_size=12))
def test_whatever_path_passes_stays_below_the_stage(path: str) -> None:
    try:
        location = StageLocation("D", "S", "T", path)
    except InvalidName:
        return
    assert SAFE_SQL.fullmatch(location.sql())
    assert ".." not in location.sql()


@given(st.text())
def test_only_our_own_table_names_pass(name: str) -> None:
    with pytest.raises(InvalidName):
        check_table(name)


@pytest.mark.parametrize("tail", ["", "_1", "_20"])
def test_our_table_names_pass(tail: str) -> None:
    assert check_table(f"TMP_SVG_{'0F' * 16}{tail}")


@pytest.mark.parametrize(
    "name",
    [
        f"TMP_SVG_{'0f' * 16}",
        f"TMP_SVG_{'0F' * 16}\n",
        f"TMP_SVG_{'0F' * 16}_",
        f'TMP_SVG_{"0F" * 16}"; DROP TABLE X',
        f"X.TMP_SVG_{'0F' * 16}",
        f"TMP_SVG_{'0F' * 15}",
    ],
)
def test_near_misses_do_not_pass(name: str) -> None:
    with pytest.raises(InvalidName):
        check_table(name)


def test_an_identifier_in_capitals_passes() -> None:
    assert check_identifier("A_1") == "A_1"
