"""Paging by key: a page begins behind a row, not after a number of rows.

The database walks an index from that row on, so page 10,000 costs what the first one costs, and
rows that are added meanwhile move nothing. Nothing is counted.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import attrgetter
from typing import Any, Self

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections
from django.db.models import Field, Model, Q, QuerySet

# The address of the last page: before the end, whatever stands there.
END = "end"


@dataclass(frozen=True)
class Column:
    """One column of an ordering; `nulls_last` as this database orders in this direction."""

    path: str
    field: "Field[Any, Any]"
    descending: bool
    nulls_last: bool

    @classmethod
    def of(cls, queryset: QuerySet[Any], part: str) -> Self:
        path, descending = part.lstrip("-"), part.startswith("-")
        largest = connections[queryset.db].features.nulls_order_largest
        field = _field(queryset, path)
        return cls(path, field, descending, largest is not descending)

    def reversed(self) -> Self:
        return replace(self, descending=not self.descending, nulls_last=not self.nulls_last)

    @property
    def part(self) -> str:
        return f"{'-' if self.descending else ''}{self.path}"

    def at(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True} if value is None else {self.path: value})

    def behind(self, value: Any) -> Q:
        """Rows that come strictly later than `value` by this column alone."""
        if value is None:
            return _NOTHING if self.nulls_last else Q(**{f"{self.path}__isnull": False})
        later = Q(**{f"{self.path}__{'lt' if self.descending else 'gt'}": value})
        nulls_follow = self.field.null and self.nulls_last
        return later | Q(**{f"{self.path}__isnull": True}) if nulls_follow else later

    def bound(self, value: Any) -> Q:
        """Lets the database enter the index at `value`; narrows nothing beyond that."""
        if value is None or self.field.null:
            return Q()
        return Q(**{f"{self.path}__{'lte' if self.descending else 'gte'}": value})


_NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the cursors of its neighbours ("" where there is none)."""

    rows: list[Any]
    following: str = ""
    preceding: str = ""
    # The cursor that was asked for is none of ours, or of another ordering: this is the first page.
    is_stale: bool = False

    @property
    def is_whole(self) -> bool:
        """True where these rows are all there are."""
        return not (self.following or self.preceding)


class Keyset:
    """Pages of `queryset` in its own ordering, which must end in something unique."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset
        self.columns = [Column.of(queryset, str(part)) for part in queryset.query.order_by]
        ordering = ",".join(column.part for column in self.columns)
        self.salt = f"keyset {queryset.model._meta.label} {ordering}"

    def page(self, size: int, *, after: str = "", before: str = "") -> Page:
        """The page behind the cursor `after`, or the one that ends at `before`; else the first.

        A cursor that cannot be read gives the first page, marked as such.
        """
        if before == END:
            return self._backwards(size, None)
        if not (after or before):
            return self._forwards(size, None)
        values = self._read(after or before)
        if values is None:
            return replace(self._forwards(size, None), is_stale=True)
        return self._forwards(size, values) if after else self._backwards(size, values)

    def _forwards(self, size: int, values: list[Any] | None) -> Page:
        found = self._rows(self.columns, values, size)
        rows = found[:size]
        more = len(found) > size
        following = self._cursor(rows[-1]) if more else ""
        preceding = self._cursor(rows[0]) if rows and values is not None else ""
        return Page(rows, following, preceding)

    def _backwards(self, size: int, values: list[Any] | None) -> Page:
        found = self._rows([column.reversed() for column in self.columns], values, size)
        rows = found[:size][::-1]
        following = self._cursor(rows[-1]) if rows and values is not None else ""
        preceding = self._cursor(rows[0]) if len(found) > size else ""
        return Page(rows, following, preceding)

    def _rows(self, columns: list[Column], values: list[Any] | None, size: int) -> list[Any]:
        rows = self.queryset.order_by(*(column.part for column in columns))
        if values is not None:
            rows = rows.filter(_behind(columns, values))
        return list(rows[: size + 1])

    def _cursor(self, row: Model) -> str:
        values = [attrgetter(column.path.replace("__", "."))(row) for column in self.columns]
        return signing.dumps([_text(value) for value in values], salt=self.salt)

    def _read(self, cursor: str) -> list[Any] | None:
        try:
            texts = signing.loads(cursor, salt=self.salt)
            return [
                column.field.to_python(text)
                for column, text in zip(self.columns, texts, strict=True)
            ]
        except (signing.BadSignature, ValidationError, ValueError, TypeError):
            return None


def _behind(columns: list[Column], values: list[Any]) -> Q:
    """Rows later than `values`: later by the first column, or level there and later by the rest."""
    pairs = list(zip(columns, values, strict=True))
    last, value = pairs.pop()
    start = last.behind(value)
    return reduce(
        lambda rest, pair: (
            pair[0].bound(pair[1]) & (pair[0].behind(pair[1]) | (pair[0].at(pair[1]) & rest))
        ),
        reversed(pairs),
        start,
    )


def _field(queryset: QuerySet[Any], path: str) -> "Field[Any, Any]":
    """The field at the end of `path`; the key that it points to where it is a relation."""
    if path in queryset.query.annotations:
        return queryset.query.annotations[path].output_field
    found: Any = None
    model = queryset.model
    for name in path.split("__"):
        found = model._meta.pk if name == "pk" else model._meta.get_field(name)
        if found is None:
            raise FieldDoesNotExist(path)
        model = found.related_model or model
    return found.target_field if found.many_to_one or found.one_to_one else found  # type: ignore[no-any-return]


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime) else str(value)
