"""The rows of the trail in the order of the chain, in constant memory, as bytes.

The database puts the hashed text together, since that is many times faster than doing it here.
Bytes, because somebody may have written what is not even text.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from auditing.chain.canonical import CONTENT_FIELDS, PERSONAL_FIELDS

BATCH = 5000  # rows held in memory at once

_TIMES = ("timestamp", "erased_at")
_NUMBERS = ("chain", "position")
_SINGLE = ("event_id", "previous_hash", "hash", "key_id", "personal_digest", "salt", "erased_at")


class Row(NamedTuple):
    """One event, as far as it is verified."""

    chain: int
    position: int
    event_id: bytes
    previous_hash: bytes
    hash: bytes
    key_id: bytes
    personal_digest: bytes
    salt: bytes
    erased_at: bytes | None
    content: bytes
    personal: bytes


def rows(using: str, where: str = "", values: list[Any] | None = None) -> Iterator[list[Any]]:
    """Batches of tuples with the fields of `Row`, by lane and position."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    # A server-side cursor lives in a transaction; on SQLite one would keep all writers out.
    with transaction.atomic(using=using) if postgresql else nullcontext():  # noqa: SIM117
        with connection.chunked_cursor() as cursor:
            cursor.execute(_select(connection, where), values or [])
            while batch := cursor.fetchmany(BATCH):
                yield [_encoded(row) for row in batch] if postgresql else batch


def row_at(using: str, chain: int, position: int) -> Row | None:
    for batch in rows(using, "WHERE chain = %s AND position = %s", [chain, position]):
        return Row(*batch[0])
    return None


def _encoded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    chain, position, *texts = row
    return (chain, position, *[None if text is None else text.encode() for text in texts])


def _select(connection: BaseDatabaseWrapper, where: str) -> str:
    columns = [*map(_column(connection.vendor), _SINGLE)]
    columns += [_joined(connection.vendor, names) for names in (CONTENT_FIELDS, PERSONAL_FIELDS)]
    if connection.vendor == "sqlite":
        columns = [f"CAST({column} AS BLOB)" for column in columns]
    # SQLite keeps whatever somebody writes into a number's column.
    columns = ["CAST(chain AS BIGINT)", "CAST(position AS BIGINT)", *columns]
    # Named in full: a column of the result of that name would be sorted instead of the index read.
    order = "ORDER BY access_events.chain, access_events.position"
    return f"SELECT {', '.join(columns)} FROM access_events {where} {order}"  # noqa: S608


def _joined(vendor: str, names: tuple[str, ...]) -> str:
    separator = " || chr(31) || " if vendor == "postgresql" else " || char(31) || "
    return "(" + separator.join(map(_column(vendor), names)) + ")"


def _column(vendor: str) -> Any:
    return _postgresql if vendor == "postgresql" else _sqlite


def _postgresql(name: str) -> str:
    if name in _TIMES:
        return f"""to_char("{name}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    if name == "event_id":
        return "replace(event_id::text, '-', '')"
    return f"{name}::text" if name in _NUMBERS else f'"{name}"'


def _sqlite(name: str) -> str:
    if name in _TIMES:
        fraction = f"CASE length({name}) WHEN 19 THEN '.000000' ELSE '' END"
        return f"(replace({name}, ' ', 'T') || {fraction} || 'Z')"
    return f"CAST({name} AS TEXT)" if name in _NUMBERS else f'"{name}"'
