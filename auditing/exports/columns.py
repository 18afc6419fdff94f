"""What an export's columns hold, and how each kind of value is written as text."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

Kind = Literal["text", "number", "time", "date", "flag", "uuid", "json"]

# What a spreadsheet takes for the beginning of a formula, and the mark that we set ourselves.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
MARK = "'"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        path: what `values_list` takes, such as ``owner__username``; the key in JSON.
        title: the heading.
        kind: how values are written. Only `text` and `json` can hold what a person has typed.
    """

    path: str
    title: str
    kind: Kind = "text"

    @property
    def is_typed(self) -> bool:
        """Whether a person may have typed the value, so that it has to be made formula-safe."""
        return self.kind in ("text", "json")


def escape(text: str) -> str:
    """Mark a text that a spreadsheet would run as a formula. `unescape` takes the mark off."""
    return MARK + text if text.startswith(DANGEROUS) else text


def unescape(text: str) -> str:
    """The text that `escape` was given: every text that begins with the mark got one."""
    return text.removeprefix(MARK)


def as_text(value: Any, column: Column) -> str:
    """A value as a CSV cell: formula-safe, times in UTC, nothing for None."""
    text = plain_text(value, column) if value is not None else ""
    return escape(text) if column.is_typed else text


def plain_text(value: Any, column: Column) -> str:
    """A value as text, unmarked."""
    return str(_TEXTS[column.kind](value))


def as_json(value: Any, column: Column) -> Any:
    """A value as JSON holds it: exact, times as text in UTC."""
    if value is None or column.kind in ("flag", "json"):
        return value
    if column.kind == "number":
        return value if isinstance(value, int | float) else float(value)
    return _TEXTS[column.kind](value)


def _time(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _date(value: date) -> str:
    return value.isoformat()


_TEXTS: dict[Kind, Any] = {
    "text": str,
    "number": str,
    "time": _time,
    "date": _date,
    "flag": lambda value: "true" if value else "false",
    "uuid": str,
    "json": _json,
}
