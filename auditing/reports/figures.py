"""The figures of the retention report: one statement for each model."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import LegalHold, RetentionPolicy
from auditing.reports.options import HORIZONS, Options
from auditing.retention.due import cutoff_of, is_expired, size_of
from auditing.retention.holds import named_by_hold
from auditing.retention.registry import Records

NOBODY = keep(_("nobody"))


def groups(
    records: Records, policy: RetentionPolicy, options: Options
) -> Iterator[Mapping[str, Any]]:
    """One statement for each model; a child's rows are not counted, they go with their parent."""
    time = records.rule.counted_from
    rows = _rows(records, options)
    dimensions: dict[str, Any] = {}
    if "month" in options.by:
        dimensions["by_month"] = TruncMonth(time, tzinfo=UTC)
    if "owner" in options.by and records.rule.owners:
        dimensions["by_owner"] = F(_owner_path(records))
    grouped = rows.order_by().annotate(**dimensions).values(*dimensions)
    figures = {
        "row_count": Count("pk"),
        "byte_count": Sum(size_of(records.model, records.rule.size)),
        "oldest": Min(time),
        "newest": Max(time),
        **_due(records, policy, options.as_of),
    }
    if dimensions:
        yield from grouped.annotate(**figures).iterator()
    else:
        yield rows.order_by().aggregate(**figures)


def owner_names(records: Records) -> Mapping[str, str]:
    """id → user name, for rows that hold no more than the id of an account."""
    if not records.rule.owners or _owner_path(records).endswith("__username"):
        return {}
    return {str(pk): name for pk, name in User.objects.values_list("pk", "username")}


def _rows(records: Records, options: Options) -> QuerySet[Any]:
    time = records.rule.counted_from
    rows: QuerySet[Any] = records.model._base_manager.filter(**{f"{time}__lte": options.as_of})
    if records.rule.parent:
        rows = rows.filter(**{f"{records.rule.parent}__isnull": True})
    if options.since:
        rows = rows.filter(**{f"{time}__gte": _start(options.since)})
    if options.until:
        rows = rows.filter(**{f"{time}__lt": _start(_next_month(options.until))})
    if options.owner:
        rows = rows.filter(_is_owned(records, options.owner))
    return rows


def _due(records: Records, policy: RetentionPolicy, as_of: datetime) -> dict[str, Any]:
    """Counts of rows whose time is over now and in some days. A hold keeps its rows out of them."""
    holds = LegalHold.objects.active(as_of)
    held = Q(named_by_hold(records, at=as_of)) if holds.exists() else Q(pk__in=[])
    figures = {"on_hold": Count("pk", filter=held)}
    moments = {f"due_{days}": as_of + timedelta(days=days) for days in HORIZONS}
    moments["overdue"] = as_of
    moments["backlog"] = as_of - timedelta(hours=settings.RETENTION_OVERDUE_HOURS)
    for name, moment in moments.items():
        cutoff = cutoff_of(policy, moment)
        over = is_expired(records, cutoff) & ~held if cutoff else Q(pk__in=[])
        figures[name] = Count("pk", filter=over)
    return figures


def _owner_path(records: Records) -> str:
    """The owner's name where the rows point to an account, else the id that they hold."""
    path = records.rule.owners[0]
    field = records.field(path)
    return f"{field.name}__username" if field.is_relation else path


def _is_owned(records: Records, username: str) -> Q:
    if not records.rule.owners:
        return Q(pk__in=[])
    path = _owner_path(records)
    if path.endswith("__username"):
        return Q(**{path: username})
    owner = User.objects.filter(username=username).first()
    return Q(**{path: str(owner.pk)}) if owner else Q(pk__in=[])


def _start(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
