"""Reading Snowflake's SQL as far as the stand-in answers it: literals, options, names."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from .errors import SYNTAX, SqlError

QUOTED = r"'(?:[^'\\]|''|\\.)*'"
IDENTIFIER = r'(?:"(?:[^"]|"")+"|[A-Za-z_][\w$]*)'
NAME = rf"{IDENTIFIER}(?:\.{IDENTIFIER}){{0,2}}"
_OPTION_TOKEN = re.compile(rf"\s*(?:({QUOTED})|([(),=])|([^\s(),=']+))", re.DOTALL)
_OPAQUE = rf"{QUOTED}|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\$\$.*?\$\$"
_LEADING = re.compile(r"(?:\s+|--[^\n]*(?:\n|$)|/\*.*?\*/)*", re.DOTALL)
_ESCAPE = re.compile(r"''|\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[0-7]{1,3}|.)", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}


class ObjectName(NamedTuple):
    """A fully qualified name, each part as it is stored."""

    database: str
    schema: str
    name: str


def stripped(sql: str) -> str:
    """The statement without comments before it and without the semicolon after it."""
    return sql[_LEADING.match(sql).end() :].rstrip().removesuffix(";").rstrip()  # type: ignore[union-attr]


def unquoted(literal: str) -> str:
    """The value of a string literal in single quotes."""
    return _ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code is None:
        return "'"
    if code[0] in "xu" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code.isdigit() and code != "0":
        return chr(int(code, 8))
    return _SIMPLE_ESCAPES.get(code, code)


def identifier(text: str) -> str:
    """An identifier as it is stored: upper case unless it is in double quotes."""
    return text[1:-1].replace('""', '"') if text.startswith('"') else text.upper()


def split_name(text: str) -> list[str]:
    """The parts of a dotted name, as they are stored."""
    if not re.fullmatch(NAME, text):
        raise SqlError(SYNTAX, f"SQL compilation error:\ninvalid identifier '{text}'")
    return [identifier(part) for part in re.findall(IDENTIFIER, text)]


def quoted(name: str) -> str:
    """A stored name in double quotes, safe inside DuckDB's SQL."""
    return '"' + name.replace('"', '""') + '"'


def replace_outside_quotes(
    pattern: str, change: Callable[[re.Match[str]], str], sql: str, flags: int = re.IGNORECASE
) -> str:
    """Apply `change` to each match of `pattern` that lies in no literal, quoted name or comment."""
    both = re.compile(rf"(?P<_opaque>{_OPAQUE})|{pattern}", flags | re.DOTALL)
    return both.sub(lambda m: m[0] if m["_opaque"] is not None else change(m), sql)


def closing_bracket(sql: str, start: int) -> int:
    """The index of the bracket that closes the one at `start`, literals skipped."""
    depth = 0
    for match in re.compile(rf"{_OPAQUE}|[()]", re.DOTALL).finditer(sql, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    raise SqlError(SYNTAX, "SQL compilation error:\nsyntax error: unbalanced brackets.")


def options(text: str) -> dict[str, Any]:
    """`A=1 B='x' C=(D=(…))` as a dict: upper-case keys; bare words upper case, literals decoded."""
    tokens = [_token(match) for match in _OPTION_TOKEN.finditer(text)]
    if "".join(m[0] for m in _OPTION_TOKEN.finditer(text)).strip() != text.strip():
        raise SqlError(SYNTAX, f"SQL compilation error:\nsyntax error near '{text.strip()[:40]}'.")
    found = _pairs(tokens)
    if tokens:
        raise SqlError(SYNTAX, f"SQL compilation error:\nsyntax error unexpected '{tokens[0][1]}'.")
    return found


def _token(match: re.Match[str]) -> tuple[str, str]:
    if match[1] is not None:
        return "literal", unquoted(match[1])
    return ("mark", match[2]) if match[2] else ("word", match[3])


def _pairs(tokens: list[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while tokens and tokens[0] != ("mark", ")"):
        kind, key = tokens.pop(0)
        if (kind, key) == ("mark", ","):
            continue
        if kind != "word" or not tokens or tokens.pop(0) != ("mark", "="):
            raise SqlError(SYNTAX, f"SQL compilation error:\nsyntax error unexpected '{key}'.")
        found[key.upper()] = _value(tokens)
    return found


def _value(tokens: list[tuple[str, str]]) -> Any:
    if not tokens:
        raise SqlError(SYNTAX, "SQL compilation error:\nsyntax error unexpected '<EOF>'.")
    kind, text = tokens.pop(0)
    if (kind, text) != ("mark", "("):
        return text.upper() if kind == "word" else text
    inside: Any
    if tokens[:1] and tokens[0][0] == "word":
        inside = _pairs(tokens)
    else:
        inside = [t for k, t in _until_bracket(tokens) if k == "literal"]
    if not tokens or tokens.pop(0) != ("mark", ")"):
        raise SqlError(SYNTAX, "SQL compilation error:\nsyntax error unexpected '<EOF>'.")
    return inside


def _until_bracket(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    taken = []
    while tokens and tokens[0] != ("mark", ")"):
        taken.append(tokens.pop(0))
    return taken


def truth(value: Any, default: bool = False) -> bool:
    """An option's TRUE or FALSE."""
    return default if value is None else str(value).upper() == "TRUE"
