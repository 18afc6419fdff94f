"""A condition on thousands of keys that costs one parameter, whatever their number."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func


def one_of(column: str) -> str:
    """SQL: is `column`, quoted already, one of the keys of the one parameter?"""
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return f"{column} = ANY(%s)"


def as_parameter(field: Any, keys: Sequence[Any]) -> Any:
    """The one parameter for `one_of`."""
    prepared = [field.get_db_prep_value(key, connection) for key in keys]
    return json.dumps(prepared) if connection.vendor == "sqlite" else prepared


class OneOf(Func):
    """The same for a queryset's `filter`; Django's own ``__in`` binds each key by itself."""

    output_field = BooleanField()

    def __init__(self, name: str, keys: Sequence[Any]) -> None:
        super().__init__(F(name))
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **options: Any) -> Any:
        source = self.source_expressions[0]
        column, _ = compiler.compile(source)
        field = getattr(source.output_field, "target_field", source.output_field)
        return one_of(column), [as_parameter(field, self.keys)]
