"""The one purge query. The purge, its dry run, the simulator, the reports and the alerts ask it.

A row is due when its time under the policy is over, its rule lets it go, and no active hold names
it. The hold is part of the statement: no path can forget it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from auditing.models import LegalHold, RetentionPolicy
from auditing.retention.holds import named_by_hold
from auditing.retention.registry import Records


def expired(records: Records, cutoff: datetime) -> QuerySet[Any]:
    """Rows whose time ended at `cutoff` or earlier, on hold or not."""
    rows: QuerySet[Any] = records.model._base_manager.filter(is_expired(records, cutoff))
    return rows


def is_expired(records: Records, cutoff: datetime) -> Q:
    """The condition of `expired`, for counting beside other rows."""
    over = Q(**{f"{records.rule.counted_from}__lte": cutoff}) & records.rule.may_go()
    return over & ~_is_blank(records.rule.anonymise) if records.rule.anonymise else over


def due(records: Records, cutoff: datetime) -> QuerySet[Any]:
    """Rows that the purge takes now."""
    return expired(records, cutoff).exclude(named_by_hold(records))


def of_person(records: Records, person_id: str) -> Q:
    """The condition "the row is about this account", for an erasure.

    None of what leaves by a way of its own: the audit trail is emptied of names, not deleted.
    """
    found = Q(pk__in=[])
    for path in () if records.rule.delete_with else records.rule.owners:
        found |= Q(**{path: person_id})
    return found


def held_back(records: Records, cutoff: datetime, hold: LegalHold) -> QuerySet[Any]:
    """Rows that would be due but for `hold` (and perhaps others)."""
    return expired(records, cutoff).filter(named_by_hold(records, only=hold))


def _is_blank(anonymised: Any) -> Q:
    """Rows that were made anonymous before: nothing is left to do with them."""
    return Q(**{f"{k}__isnull" if v is None else k: v is None or v for k, v in anonymised.items()})


class ByteLength(Func):
    """The bytes of a text as UTF-8."""

    function = "OCTET_LENGTH"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "LENGTH(CAST(%(expressions)s AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **extra)


def size_of(model: Any, fields: tuple[str, ...]) -> Any:
    """An expression for the bytes of a row's heavy fields: a number counts, a text is measured."""
    total: Any = Value(0, output_field=BigIntegerField())
    for name in fields:
        is_text = model._meta.get_field(name).get_internal_type() in ("TextField", "CharField")
        size: Any = ByteLength(F(name)) if is_text else F(name)
        total = total + Coalesce(size, 0, output_field=BigIntegerField())
    return ExpressionWrapper(total, output_field=BigIntegerField())


def total_size(rows: QuerySet[Any], fields: tuple[str, ...]) -> int:
    if not fields:
        return 0
    found = rows.order_by().aggregate(total=Sum(size_of(rows.model, fields)))
    return int(found["total"] or 0)


def whole_size(records: Records, rows: QuerySet[Any]) -> int:
    """The bytes of rows of `records` and of all that goes with them."""
    keys = rows.order_by().values("pk")
    children = (
        total_size(child.model._base_manager.filter(**{f"{child.lookup}__in": keys}), size)
        for child in records.children()
        if (size := child.answer.size)
    )
    return total_size(rows, records.rule.size) + sum(children)


def cutoff_of(policy: RetentionPolicy, as_of: datetime) -> datetime | None:
    """Rows counted from this moment or earlier are over; None for a policy that keeps for ever."""
    keep_for: timedelta | None = policy.keep_for
    return None if keep_for is None else as_of - keep_for
