"""Search by what an index finds: whole ids, names and hashes, never a part of a text."""

from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

LONGEST_TERM = 255
# So many people may share a name, or a hash its first letters, before the rest is left out.
MOST_MATCHES = 50
PREFIX = "__prefix"
# Shorter beginnings of a hash fit too many rows.
SHORTEST_PREFIX = 8


def conditions_for(model: type[Model], paths: list[str], term: str) -> list[Q]:
    """What makes one of `paths` `term`, for each that it fits.

    A path is a column (``"sha256"``), a column and ``__prefix``, or a column of a related row
    (``"owner__username"``).
    """
    found = [_condition(model, path, term[:LONGEST_TERM]) for path in paths]
    return [condition for condition in found if condition]


def matching(queryset: QuerySet[Any], conditions: list[Q]) -> QuerySet[Any]:
    """Rows that any condition fits.

    Each is asked by itself first, which is one look into its index, so that the list is then
    read by those alone that know the term.
    """
    rows = queryset.model._default_manager.all()
    known = [condition for condition in conditions if rows.filter(condition).exists()]
    if not known:
        return queryset.none()
    return queryset.filter(reduce(or_, known))


def _condition(model: type[Model], path: str, term: str) -> Q | None:
    """None where `term` cannot stand in that column, as a name cannot in one of UUIDs."""
    if path.endswith(PREFIX):
        column = path.removesuffix(PREFIX)
        long_enough = len(term) >= SHORTEST_PREFIX
        # As a range, since LIKE does not use an ordinary index.
        above = f"{term}\U0010ffff"
        return Q(**{f"{column}__gte": term, f"{column}__lt": above}) if long_enough else None
    name, _, below = path.partition("__")
    field: Any = model._meta.get_field(name)
    if below:
        related = field.related_model._default_manager.filter(**{below: term})
        keys = list(related.values_list("pk", flat=True)[:MOST_MATCHES])
        return Q(**{f"{name}__in": keys}) if keys else None
    value = _value(field.target_field if field.is_relation else field, term)
    return None if value is None else Q(**{name: value})


def _value(field: "Field[Any, Any]", term: str) -> Any:
    try:
        return field.to_python(term)
    except (ValidationError, ValueError):
        return None
