"""Answers to statements in the shape the connector reads: column descriptions and rows of text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

Reply = dict[str, Any]
"""The `data` part of a query answer."""


class Column(NamedTuple):
    """A result column: its name as Snowflake gives it, and its type on the wire."""

    name: str
    type: str = "text"


def table(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Reply:
    """A result set. Values may be str, int, bool, datetime or None."""
    rowset = [[_as_text(value) for value in row] for row in rows]
    return {
        "rowtype": [_described(column) for column in columns],
        "rowset": rowset,
        "total": len(rowset),
        "queryResultFormat": "json",
        "statementTypeId": 0x1000,
    }


def texts(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Reply:
    """A result set whose columns are all text."""
    return table([Column(name) for name in names], rows)


def status(message: str, type_id: int = 0x6000) -> Reply:
    """The one-row answer of a statement that only does something."""
    return {**texts(["status"], [[message]]), "statementTypeId": type_id}


def inserted(count: int) -> Reply:
    """The answer to an INSERT; the connector takes the row count from it."""
    reply = table([Column("number of rows inserted", "fixed")], [[count]])
    return {**reply, "statementTypeId": 0x3100}


def _described(column: Column) -> dict[str, Any]:
    length = 16777216 if column.type == "text" else None
    scale = {"fixed": 0, "timestamp_ltz": 9}.get(column.type)
    return {
        "name": column.name,
        "type": column.type,
        "nullable": True,
        "length": length,
        "byteLength": length,
        "precision": 38 if column.type == "fixed" else None,
        "scale": scale,
        "database": "",
        "schema": "",
        "table": "",
        "collation": None,
    }


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{value.timestamp():.9f}"
    return str(value)
