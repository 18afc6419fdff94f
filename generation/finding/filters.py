"""What a person looks for, as the address of the history says it.

Any text is an address: what cannot be read is left out, so that no link is ever an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from generation.models import Status
from generation.models.requests import Origin

LONGEST_WORDS = 200
# Before and after lies no request; beyond, a day has no neighbour in every time zone.
FIRST_YEAR, LAST_YEAR = 2000, 2200
# field → its name in the address, where it is another one.
NAMES = {"words": "q", "since": "from", "until": "to"}


@dataclass(frozen=True)
class Filters:
    """Empty means: not asked for.

    Attributes:
        since, until: first and last day, in the person's time zone.
        group: the id of requests that were asked for together.
    """

    words: str = ""
    since: date | None = None
    until: date | None = None
    model: str = ""
    status: str = ""
    preset: str = ""
    tag: str = ""
    favourite: bool = False
    origin: str = ""
    group: UUID | None = None

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Self:
        """From an address or a form; the later day may be given first."""
        since, until = _day(data.get("from", "")), _day(data.get("to", ""))
        if since and until and since > until:
            since, until = until, since
        return cls(
            words=_text(data.get("q", ""), LONGEST_WORDS),
            since=since,
            until=until,
            model=_text(data.get("model", ""), 100),
            status=_one_of(data.get("status", ""), Status.values),
            preset=_text(data.get("preset", ""), 40),
            tag=_text(data.get("tag", ""), 40).lower(),
            favourite=data.get("favourite", "") not in ("", "0"),
            origin=_one_of(data.get("origin", ""), Origin.values),
            group=_uuid(data.get("group", "")),
        )

    @classmethod
    def of_query(cls, query: str) -> Self:
        """From the part of an address behind the question mark."""
        return cls.read(QueryDict(query[:2000]).dict())

    def as_query(self) -> str:
        """The one way to write them: what is empty is left out."""
        return urlencode({name_of(field): _written(value) for field, value in self.asked()})

    def asked(self) -> list[tuple[str, Any]]:
        """(field, value) of all that is asked for."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return [(name, value) for name, value in values if value]

    def without(self, *names: str) -> Self:
        return replace(self, **{name: getattr(NOTHING_ASKED, name) for name in names})

    def between(self, first: date, last: date) -> Self:
        return replace(self, since=first, until=last)

    def __bool__(self) -> bool:
        return bool(self.asked())

    @property
    def begin(self) -> datetime | None:
        return _midnight(self.since) if self.since else None

    @property
    def end(self) -> datetime | None:
        """The first moment that is too late."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None


NOTHING_ASKED = Filters()


def name_of(field: str) -> str:
    """How the address calls a field."""
    return NAMES.get(field, field)


def _written(value: Any) -> str:
    return "1" if value is True else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _text(text: str, longest: int) -> str:
    """One line without anything that is not printed: PostgreSQL takes no NUL."""
    return "".join(c if c.isprintable() else " " for c in text[:longest]).strip()


def _one_of(text: str, values: list[str]) -> str:
    return text if text in values else ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
