"""Every change that can be reported has plain words."""

import ast
from pathlib import Path

import pytest

import generation.svg
from generation.svg import receipt_lines
from generation.svg.receipt import CODES, Entry, Receipt

SOURCES = sorted(Path(generation.svg.__file__).parent.glob("*.py"))


def texts(node: ast.AST) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def reported(path: Path) -> set[str]:
    """Every text that a module uses, but for those that are documentation."""
    tree = ast.parse(path.read_text())
    return texts(tree) & CODES.keys()


def named_in_reports(path: Path) -> set[str]:
    """The codes written out where something is reported."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        by = ast.unparse(call.func).lower()
        if name == "add" and "receipt" in by:
            found |= texts(call.args[0]) if not isinstance(call.args[0], ast.IfExp) else set()
        elif name == "_RefusedError":
            found |= texts(call.args[1])
    return found


def test_every_code_that_is_written_out_has_words() -> None:
    found = set().union(*map(named_in_reports, SOURCES))

    assert len(found) > 30
    assert found <= CODES.keys()


def test_every_code_can_be_reported() -> None:
    others = [path for path in SOURCES if path.name != "receipt.py"]

    assert set().union(*map(reported, others)) == CODES.keys() - {"more"}


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("code", CODES)
def test_words_are_whole(code: str, count: int) -> None:
    receipt = Receipt()
    receipt.add(code, "script", "svg", count=count)

    (line,) = receipt_lines(receipt.entries())

    assert line.strip() and "{" not in line and "  " not in line
    assert ("{count}" in CODES[code].words) == (str(count) in line.replace("1 MiB", ""))
    assert CODES[code].why


def test_words_of_a_code_from_a_later_version() -> None:
    entry: Entry = {"code": "unheard of", "what": "something", "where": "", "why": "", "count": 1}

    assert receipt_lines([entry]) == ["something"]
