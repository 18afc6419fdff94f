"""What another time would mean: rows, bytes, people, the oldest; asked before it is saved."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.functions import TruncMonth
from django.utils import timezone

from auditing.models import LegalHold, RetentionPolicy
from auditing.retention.due import cutoff_of, due, expired, whole_size
from auditing.retention.registry import Records, records_of


@dataclass(frozen=True)
class Effect:
    """One policy's due rows now; `held`: how many more a hold keeps."""

    words: str
    rows: int
    size: int
    people: int
    held: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class Month:
    """Rows that were made in one month: those that stay, those that go."""

    month: datetime
    stay: int
    go: int


def effect_of(policy: RetentionPolicy, *, now: datetime | None = None) -> Effect:
    """What the purge would take if `policy` (saved or not) were in force."""
    cutoff = cutoff_of(policy, now or timezone.now())
    if cutoff is None:
        return Effect(policy.words, 0, 0, 0, 0, None, None)
    found = [(records, due(records, cutoff)) for records in records_of(policy.data_class)]
    ends = [_ends(records, rows) for records, rows in found]
    holding = LegalHold.objects.active().exists()
    return Effect(
        words=policy.words,
        rows=sum(end["rows"] for end in ends),
        size=sum(whole_size(records, rows) for records, rows in found),
        people=_people(found),
        held=sum(_held(records, cutoff) for records, _ in found) if holding else 0,
        oldest=min((end["oldest"] for end in ends if end["oldest"]), default=None),
        newest=max((end["newest"] for end in ends if end["newest"]), default=None),
    )


def months_of(policy: RetentionPolicy, *, now: datetime | None = None) -> list[Month]:
    """All rows of the class by the month that they are counted from."""
    cutoff = cutoff_of(policy, now or timezone.now())
    going: dict[datetime, int] = {}
    all_rows: dict[datetime, int] = {}
    for records in records_of(policy.data_class):
        rule = records.rule
        _add(
            all_rows,
            _by_month(records.model._base_manager.filter(rule.may_go()), rule.counted_from),
        )
        if cutoff is not None:
            _add(going, _by_month(due(records, cutoff), rule.counted_from))
    return [Month(m, all_rows[m] - going.get(m, 0), going.get(m, 0)) for m in sorted(all_rows)]


def imagined(data_class: str, amount: int, unit: str) -> RetentionPolicy:
    """A policy that is not saved."""
    return RetentionPolicy(data_class=data_class, version=0, amount=amount, unit=unit)


def _ends(records: Records, rows: Any) -> dict[str, Any]:
    date = records.rule.counted_from
    found: dict[str, Any] = rows.order_by().aggregate(
        rows=Count("pk"), oldest=Min(date), newest=Max(date)
    )
    return found


def _held(records: Records, cutoff: datetime) -> int:
    return int(expired(records, cutoff).count() - due(records, cutoff).count())


def _people(found: list[tuple[Records, Any]]) -> int:
    """Whose rows they are; a person with rows of two models counts once."""
    people: set[str] = set()
    for records, rows in found:
        for path in records.rule.owners[:1]:
            people |= {str(pk) for pk in rows.order_by().values_list(path, flat=True).distinct()}
    return len(people - {"", "None"})


def _by_month(rows: Any, date: str) -> Any:
    months = rows.order_by().annotate(month=TruncMonth(date, tzinfo=UTC)).values_list("month")
    return months.annotate(count=Count("pk"))


def _add(counts: dict[datetime, int], found: Any) -> None:
    for month, count in found:
        if month is not None:
            counts[month] = counts.get(month, 0) + count
