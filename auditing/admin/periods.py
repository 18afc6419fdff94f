"""Spans of time in an address: `2026`, `2026-03`, `2026-03-14`, `today`, `7d`, `30d`.

A list narrowed by one walks its index on time between two moments. Which years, months and days
there are to choose from is worked out from the oldest and the newest row, not looked for. Days are
those of UTC, whoever looks: an export of the list finds the same rows.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

DATE = re.compile(r"((?:19|20|21)\d\d)(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
DAYS_BACK = {"today": 0, "7d": 6, "30d": 29}
# No list of years is longer, whatever date somebody's clock once wrote.
MOST_YEARS = 30


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included. `address` is how it stands in a link."""

    address: str
    first: date
    last: date

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def label(self) -> str:
        if self.first == self.last:
            return date_format(self.first, "j F Y")
        if self.address == f"{self.first:%Y-%m}":
            return date_format(self.first, "F Y")
        if self.address == f"{self.first.year:04}":
            return str(self.first.year)
        return f"{date_format(self.first, 'j F Y')} – {date_format(self.last, 'j F Y')}"

    @property
    def short_label(self) -> str:
        """How it is called among its like: 2026, March, 14."""
        return date_format(self.first, {4: "Y", 7: "F"}.get(len(self.address), "j"))

    def overlaps(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


def parse_period(text: str) -> Period | None:
    """The period that `text` names; None where it names none."""
    today = timezone.now().date()
    if text in DAYS_BACK:
        return Period(text, today - timedelta(days=DAYS_BACK[text]), today)
    found = DATE.fullmatch(text)
    try:
        return _dates(*(int(part) if part else None for part in found.groups())) if found else None
    except ValueError:
        return None


def parse_span(first: str, last: str) -> Period | None:
    """From one day to another, either of them open; None where neither is a date."""
    start, end = parse_period(first), parse_period(last)
    if start is None and end is None:
        return None
    first_day = start.first if start else date(1970, 1, 1)
    last_day = end.last if end else timezone.now().date()
    return Period("", first_day, last_day) if first_day <= last_day else None


def quick_periods() -> list[tuple[str, str]]:
    """Address and name of the spans that people want most."""
    month = f"{timezone.now().date():%Y-%m}"
    return [
        ("today", _("Today")),
        ("7d", _("7 days")),
        ("30d", _("30 days")),
        (month, _("This month")),
    ]


def parents(period: Period) -> list[Period]:
    """The year and the month that a day or a month lies in, widest first."""
    parts = period.address.split("-") if DATE.fullmatch(period.address) else []
    found = [parse_period("-".join(parts[:length])) for length in range(1, len(parts))]
    return [parent for parent in found if parent]


def parts_of(period: Period | None, oldest: date, newest: date) -> list[Period]:
    """What to go down to: years, the months of a year, the days of a month; nothing below a day."""
    if period is None:
        first = max(oldest.year, newest.year - MOST_YEARS + 1)
        names = [f"{year:04}" for year in range(first, newest.year + 1)]
    elif re.fullmatch(r"\d{4}", period.address):
        names = [f"{period.address}-{month:02}" for month in range(1, 13)]
    elif re.fullmatch(r"\d{4}-\d\d", period.address):
        names = [f"{period.address}-{day:02}" for day in range(1, period.last.day + 1)]
    else:
        return []
    found = [parse_period(name) for name in names]
    return [part for part in found if part and part.overlaps(oldest, newest)]


def _dates(year: int | None, month: int | None, day: int | None) -> Period:
    assert year is not None  # noqa: S101  the pattern begins with it
    if month is None:
        return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31))
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return Period(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last))
    only = date(year, month, day)
    return Period(only.isoformat(), only, only)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
