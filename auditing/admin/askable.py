"""Values that have the right form, and that no database takes: told before it is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import QuerySet

# What PostgreSQL and SQLite hold in a whole number, and how far PostgreSQL's time zones reach.
LARGEST = 2**63 - 1
FARTHEST = timedelta(hours=16)


def is_askable(rows: QuerySet[Any]) -> bool:
    """Whether each value that `rows` are narrowed by can be sent. Asks nothing."""
    try:
        _sql, values = rows.query.get_compiler(rows.db).as_sql()
    except (EmptyResultSet, FullResultSet):
        return True
    except (ValueError, OverflowError):
        return False
    return all(_can_be_sent(value) for value in values)


def _can_be_sent(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _is_moment(value)
    return True


def _is_moment(value: datetime) -> bool:
    """False for the first and the last hours of all, where UTC has no such year."""
    try:
        value.astimezone(UTC)
    except OverflowError:
        return False
    return abs(value.utcoffset() or timedelta()) < FARTHEST
