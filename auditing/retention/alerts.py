"""Overdue is loud: what the banner, the health check and the metrics say about retention."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from auditing.humane import grouped
from auditing.kept import said
from auditing.models import CopyRemoval, RetentionPolicy, RetentionRun
from auditing.retention.due import cutoff_of, due
from auditing.retention.policies import policies_in_force
from auditing.retention.registry import records_of

State = RetentionRun.State


@dataclass(frozen=True)
class Alert:
    """`code` for machines, `words` for people, `data_class` where it is about one."""

    code: str
    words: str
    data_class: str = ""


def alerts(*, now: datetime | None = None) -> list[Alert]:
    """Everything that is overdue; an empty list is good news."""
    moment = now or timezone.now()
    policies = [p for p in policies_in_force().values() if _is_purged(p)]
    return [*_not_run(policies, moment), *_backlog(policies, moment), *_waiting(), *_refused()]


def _is_purged(policy: RetentionPolicy) -> bool:
    return policy.keep_for is not None and not policy.kind.carried_out_by


def _grace() -> timedelta:
    return timedelta(hours=settings.RETENTION_OVERDUE_HOURS)


def _not_run(policies: list[RetentionPolicy], now: datetime) -> list[Alert]:
    """Policies whose last finished purge is too long ago; a new policy has the same time."""
    ended = [State.COMPLETED, State.CANCELLED]
    done = RetentionRun.objects.filter(state__in=ended, erasure=None)
    last = dict(done.values_list("data_class").annotate(Max("ended_at")).order_by())
    late = []
    for policy in policies:
        since = max(filter(None, [last.get(policy.data_class), policy.valid_since]), default=None)
        if since is not None and now - since > _grace():
            late.append(said(policy.kind.title))
    if not late:
        return []
    hours = settings.RETENTION_OVERDUE_HOURS
    words = _("No purge has ended in the last %(hours)s hours for: %(classes)s.")
    return [Alert("not_run", words % {"hours": hours, "classes": ", ".join(late)})]


def _backlog(policies: list[RetentionPolicy], now: datetime) -> list[Alert]:
    """Rows that should have gone longer ago than a purge may be late."""
    found = []
    for policy in policies:
        cutoff = cutoff_of(policy, now - _grace())
        since = policy.valid_since
        # A policy that has just been made shorter has a backlog by itself for a day.
        if cutoff is None or (since and now - since < _grace()):
            continue
        if any(due(records, cutoff).exists() for records in records_of(policy.data_class)):
            words = _("%(what)s: rows are still there that should have been deleted.")
            title = said(policy.kind.title)
            found.append(Alert("backlog", words % {"what": title}, policy.data_class))
    return found


def _waiting() -> list[Alert]:
    runs = list(RetentionRun.objects.filter(state=State.AWAITING_APPROVAL))
    words = _("%(what)s: a purge of %(rows)s rows waits for a second person.")
    return [
        Alert(
            "approval", words % {"what": run.title, "rows": grouped(run.due_rows)}, run.data_class
        )
        for run in runs
    ]


def _refused() -> list[Alert]:
    """Copies that their place would not remove at two attempts or more."""
    open_ones = CopyRemoval.objects.filter(done_at=None, attempts__gte=1)
    counts = open_ones.values_list("copy").annotate(Count("pk")).order_by("copy")
    words = _("%(what)s: %(count)s could not be removed; it is tried again at each purge.")
    return [
        Alert("copies", words % {"what": said(name), "count": grouped(count)})
        for name, count in counts
    ]


def figures() -> dict[str, dict[str, float]]:
    """For the metrics: class → rows overdue now, seconds since the last finished purge."""
    now = timezone.now()
    done = RetentionRun.objects.filter(Q(state=State.COMPLETED))
    last = dict(done.values_list("data_class").annotate(Max("ended_at")).order_by())
    found = {}
    for policy in policies_in_force().values():
        cutoff = cutoff_of(policy, now - _grace())
        if cutoff is None or not _is_purged(policy):
            continue
        rows = sum(due(records, cutoff).count() for records in records_of(policy.data_class))
        since = last.get(policy.data_class) or policy.valid_since or now
        found[policy.data_class] = {"overdue": rows, "age": (now - since).total_seconds()}
    return found
