"""What an export holds: columns, facts about it, and rows that come in slices by key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from auditing.exports.columns import Column

Row = Sequence[Any]
# Where a slice ends: the values of its last row's key columns, JSON-ready.
Key = list[Any]

# Rows of one slice: each ends with a checkpoint, a look for a cancellation and a longer lease.
SLICE = 50_000


@dataclass(frozen=True)
class Slice:
    """Some rows in a row."""

    rows: QuerySet[Any, Any] | Sequence[Row]
    count: int
    last_key: Key


class Content(Protocol):
    """What a source gives for one job."""

    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def facts(self) -> Sequence[tuple[str, str]]:
        """What stands in the file about the rows, such as the filters in words."""
        ...

    def count(self) -> int: ...
    def slices(self, after: Key | None) -> Iterator[Slice]: ...


@dataclass(frozen=True)
class RowContent:
    """Few rows that are worked out at once, such as a report's."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    facts: Sequence[tuple[str, str]] = ()

    def count(self) -> int:
        return len(self.rows)

    def slices(self, after: Key | None) -> Iterator[Slice]:
        start = after[0] if after else 0
        for first in range(start, len(self.rows), SLICE):
            part = self.rows[first : first + SLICE]
            yield Slice(part, len(part), [first + len(part)])


@dataclass(frozen=True)
class QueryContent:
    """Any number of rows of one table, the oldest first, walked by (time, primary key).

    Attributes:
        time: the field that `as_of` looks at and that the order begins with; never NULL, and it
            needs an index where there are many rows. Empty: by the primary key alone, all rows.
    """

    queryset: QuerySet[Any]
    columns: Sequence[Column]
    time: str
    as_of: datetime
    facts: Sequence[tuple[str, str]] = ()

    def count(self) -> int:
        return self._until().count()

    def oldest(self) -> datetime | None:
        """The first row's time; needs `time`."""
        found: datetime | None = self._until().values_list(self.time, flat=True).first()
        return found

    def slices(self, after: Key | None) -> Iterator[Slice]:
        while True:
            rest = self._until().filter(self._beyond(after) if after else Q())
            last, is_full = self._end_of_slice(rest)
            if last is None:
                return
            part = rest.filter(self._up_to(last))
            yield Slice(part, SLICE if is_full else part.count(), last)
            if not is_full:
                return
            after = last

    @property
    def _order(self) -> list[str]:
        return [self.time, "pk"] if self.time else ["pk"]

    def _until(self) -> QuerySet[Any]:
        made = {f"{self.time}__lte": self.as_of} if self.time else {}
        return self.queryset.filter(**made).order_by(*self._order)

    def _end_of_slice(self, rest: QuerySet[Any]) -> tuple[Key | None, bool]:
        """The key of a full slice's last row, or of the last row there is."""
        keys = rest.values_list(*self._order)
        edge = next(iter(keys[SLICE - 1 : SLICE]), None)
        found = edge or keys.reverse().first()
        return _json_ready(found) if found else None, edge is not None

    # The bare comparison of the time lets the database begin and end inside the index.
    def _beyond(self, key: Key) -> Q:
        if not self.time:
            return Q(pk__gt=key[0])
        time, pk = datetime.fromisoformat(key[0]), key[1]
        later = Q(**{f"{self.time}__gt": time}) | Q(**{self.time: time, "pk__gt": pk})
        return Q(**{f"{self.time}__gte": time}) & later

    def _up_to(self, key: Key) -> Q:
        if not self.time:
            return Q(pk__lte=key[0])
        time, pk = datetime.fromisoformat(key[0]), key[1]
        earlier = Q(**{f"{self.time}__lt": time}) | Q(**{self.time: time, "pk__lte": pk})
        return Q(**{f"{self.time}__lte": time}) & earlier


def _json_ready(key: Row) -> Key:
    return [value.isoformat() if isinstance(value, datetime) else str(value) for value in key]
