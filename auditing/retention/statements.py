"""The deleting statements of a batch, in SQL that is put together once from the models' own names.

Django's own deletion reads rows into memory, and its queries are put together anew for each batch,
which takes longer than carrying them out. Names come from the models; keys are parameters.
"""

from functools import cache
from typing import Any

from django.db import connection

from auditing.retention.keys import as_parameter, one_of
from auditing.retention.registry import Child, Records

# The bytes of a text.
_BYTES = {"sqlite": "LENGTH(CAST({} AS BLOB))", "postgresql": "OCTET_LENGTH({})"}


def delete_dependants(records: Records, keys: list[Any]) -> tuple[int, int]:
    """Delete all that goes with the rows, and let what outlives them point to nothing.

    Returns (deleted rows, their bytes).
    """
    parameter = as_parameter(keys)
    rows = size = 0
    with connection.cursor() as cursor:
        for child in records.children():
            cursor.execute(_deletion(child), [parameter])
            sizes = cursor.fetchall() if child.answer.size else [(0,)] * cursor.rowcount
            rows, size = rows + len(sizes), size + sum(found for (found,) in sizes)
        for model, field in records.loosened():
            cursor.execute(_loosening(model, field), [parameter])
    return rows, size


@cache
def _deletion(child: Child) -> str:
    table, condition = _quoted(child.model._meta.db_table), _condition(child)
    sizes = [_size(child.model, name) for name in child.answer.size]
    returning = f" RETURNING {' + '.join(sizes)}" if sizes else ""
    return f"DELETE FROM {table} WHERE {condition}{returning}"  # noqa: S608


@cache
def _loosening(model: Any, field: str) -> str:
    column = _quoted(model._meta.get_field(field).column)
    table = _quoted(model._meta.db_table)
    return f"UPDATE {table} SET {column} = NULL WHERE {one_of(column)}"  # noqa: S608


def _condition(child: Child) -> str:
    """One step up to the parent, or a chain of steps for a child's child."""
    model, steps = child.model, child.lookup.split("__")
    text = "{}"
    for step in steps[:-1]:
        field = model._meta.get_field(step)
        model = field.related_model
        table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
        inner = f"{_quoted(field.column)} IN (SELECT {key} FROM {table} WHERE {{}})"  # noqa: S608
        text = text.format(inner)
    return text.format(one_of(_quoted(model._meta.get_field(steps[-1]).column)))


def _size(model: Any, name: str) -> str:
    field = model._meta.get_field(name)
    column = _quoted(field.column)
    is_text = field.get_internal_type() in ("TextField", "CharField")
    return f"COALESCE({_BYTES[connection.vendor].format(column) if is_text else column}, 0)"


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
