"""Reading literals, names and options."""

import pytest

from generation.snowflake.local.dispatch import find
from generation.snowflake.local.errors import SqlError
from generation.snowflake.local.sql_text import (
    closing_bracket,
    options,
    replace_outside_quotes,
    split_name,
    stripped,
    unquoted,
)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("'it''s'", "it's"),
        (r"'a\\b'", r"a\b"),
        (r"'\n\t\x41\u00e9\''", "\n\tA\u00e9'"),
        (r"'\%'", "%"),
    ],
)
def test_literals(literal: str, value: str) -> None:
    assert unquoted(literal) == value


def test_names() -> None:
    assert split_name('db."my ""schema"".x".T$1') == ["DB", 'my "schema".x', "T$1"]


@pytest.mark.parametrize("name", ["a.b.c.d", "a b", "", "1a", '"open'])
def test_wrong_names(name: str) -> None:
    with pytest.raises(SqlError):
        split_name(name)


def test_options() -> None:
    text = "A=1 b = 'it''s' C=(D=x, E=('1','2')) F=()"

    assert options(text) == {"A": "1", "B": "it's", "C": {"D": "X", "E": ["1", "2"]}, "F": []}


@pytest.mark.parametrize("text", ["A", "A=", "A=(B=1", "=1", "A=1)", "A='open"])
def test_wrong_options(text: str) -> None:
    with pytest.raises(SqlError):
        options(text)


def test_comments_and_semicolons_around_a_statement() -> None:
    assert stripped("-- why\n /* what */ SELECT 1 ; ") == "SELECT 1"


def test_brackets_in_literals_do_not_count() -> None:
    text = "(SELECT ')' -- )\n) rest"

    assert text[closing_bracket(text, 0) + 1 :] == " rest"


def test_replacing_leaves_literals_and_comments_alone() -> None:
    sql = "x 'x' \"x\" -- x\n /* x */ x"

    assert replace_outside_quotes(r"\bx\b", lambda m: "y", sql) == "y 'x' \"x\" -- x\n /* x */ y"


@pytest.mark.parametrize(
    "sql",
    ["SELECT 1", "DROP TABLE a, b", "CREATE TABLE t (a INT)", "COPY INTO t FROM @s", "LISTEN @x"],
)
def test_what_goes_to_fakesnow(sql: str) -> None:
    assert find(sql) is None
