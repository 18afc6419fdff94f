"""A condition on thousands of keys that costs one parameter, whatever their number."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet


def one_of(column: str) -> str:
    """SQL: is `column`, quoted already, one of the keys of the one parameter?"""
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return f"{column} = ANY(%s)"


def read_raw(rows: QuerySet[Any]) -> list[Any]:
    """The rows of a query as the driver gives them: making objects of keys takes longer."""
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def as_parameter(keys: Sequence[Any]) -> Any:
    """The one parameter for `one_of`, of keys as the database holds them."""
    return json.dumps(list(keys)) if connection.vendor == "sqlite" else list(keys)


def as_texts(field: Any, keys: Sequence[Any]) -> list[str]:
    """Raw keys as the program writes them; SQLite holds a UUID as 32 hexadecimal digits."""
    if connection.vendor == "sqlite" and field.get_internal_type() == "UUIDField":
        return [f"{k[:8]}-{k[8:12]}-{k[12:16]}-{k[16:20]}-{k[20:]}" for k in keys]
    return [str(key) for key in keys]


def as_time(raw: Any) -> datetime:
    """A raw date; SQLite gives it without its zone, which is UTC."""
    found = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class OneOf(Func):
    """The same for a queryset's `filter`: `keys` as the database holds them.

    Django's own ``__in`` binds each key by itself.
    """

    output_field = BooleanField()

    def __init__(self, name: str, keys: Sequence[Any]) -> None:
        super().__init__(F(name))
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **options: Any) -> Any:
        column, _ = compiler.compile(self.source_expressions[0])
        return one_of(column), [as_parameter(self.keys)]
