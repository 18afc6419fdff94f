"""CSV by PostgreSQL's own COPY: the database writes the text, Python only passes it on.

It gives the same bytes as `columns.as_text` and Python's csv module; a test compares the two.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections
from django.db.models import F, Func, QuerySet, TextField

from auditing.exports.columns import DANGEROUS, MARK, Column

_QUOTED = ", ".join(
    "E'" + c.encode("unicode_escape").decode().replace("'", "\\'") + "'" for c in DANGEROUS
)
# An empty text becomes NULL, since COPY would write it as "" where a CSV has nothing.
_ESCAPED = (
    f"CASE WHEN left((%(expressions)s)::text, 1) IN ({_QUOTED.replace('%', '%%')})"
    f" THEN '{MARK * 2}' || (%(expressions)s)::text"
    " ELSE NULLIF((%(expressions)s)::text, '') END"
)
_TEMPLATES = {
    "text": _ESCAPED,
    "time": "to_char((%(expressions)s) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "flag": "(%(expressions)s)::text",
    "uuid": "(%(expressions)s)::text",
    "date": "(%(expressions)s)::text",
    "number": "(%(expressions)s)::text",
}


def is_possible(queryset: QuerySet[Any], columns: Sequence[Column]) -> bool:
    """On PostgreSQL, for kinds whose text the database makes as Python does."""
    vendor = connections[queryset.db].vendor
    return vendor == "postgresql" and all(column.kind in _TEMPLATES for column in columns)


def csv_chunks(queryset: QuerySet[Any], columns: Sequence[Column]) -> Iterator[bytes]:
    """The rows of `queryset` in its order as lines of CSV, in pieces of any size."""
    texts = {f"column_{number}": _text_of(column) for number, column in enumerate(columns)}
    rows = queryset.annotate(**texts).values_list(*texts)
    sql, parameters = rows.query.sql_with_params()
    with (
        connections[queryset.db].cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters) as copy,
    ):
        yield from copy


def _text_of(column: Column) -> Func:
    return Func(F(column.path), template=_TEMPLATES[column.kind], output_field=TextField())
