"""Values of result rows as plain Python; accounts, versions and the stand-in differ in types."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any


def text(value: Any) -> str:
    return "" if value is None else str(value)


def flag(value: Any) -> bool:
    """SHOW tells yes and no as "Y"/"N", "true"/"false" or a boolean."""
    return value is True or str(value).upper() in ("Y", "YES", "TRUE")


def aware(value: Any) -> datetime:
    """A time with its zone (UTC where none is told): a datetime, an ISO text or an HTTP date."""
    moment = value if isinstance(value, datetime) else _parsed(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(value: Any) -> date | None:
    """A date from a date, a datetime or an ISO text; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _parsed(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return parsedate_to_datetime(written)
