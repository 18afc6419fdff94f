"""What a purge would do, by class of data; and the runs that are made of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import LegalHold, RetentionPolicy, RetentionRun
from auditing.preferences import canonical
from auditing.recording import record_event
from auditing.retention import clock
from auditing.retention.classes import CLASSES
from auditing.retention.due import cutoff_of, due, held_back, of_person, whole_size
from auditing.retention.policies import policies_in_force
from auditing.retention.registry import Records, records_of

# What a run keeps: why it waits, and who asked for it where that is no person.
MANY_ROWS = keep(_("%(rows)s rows are more than the %(most)s that go unasked."))
LARGE_SHARE = keep(_("%(rows)s of %(total)s %(what)s are more than the %(share)s that go unasked."))
SCHEDULE = keep(_("the schedule"))
# A share says little where there are few rows.
SHARE_COUNTS_FROM = 100


@dataclass(frozen=True)
class Plan:
    """One class: its policy, the rows that are due, their bytes, the rows that holds keep."""

    policy: RetentionPolicy
    as_of: datetime
    cutoff: datetime
    rows: int
    size: int
    oldest: datetime | None
    held: list[dict[str, Any]] = field(default_factory=list)
    why_approval: str = ""

    @property
    def held_rows(self) -> int:
        return sum(entry["rows"] for entry in self.held)


def plan(data_class: str, *, as_of: datetime) -> Plan | None:
    """What a purge of the class as of then takes; None where its policy deletes nothing."""
    policy = policies_in_force().get(data_class)
    cutoff = cutoff_of(policy, as_of) if policy else None
    if policy is None or cutoff is None or CLASSES[data_class].carried_out_by:
        return None
    records = records_of(data_class)
    rows = {item: due(item, cutoff) for item in records}
    counts = {item: found.count() for item, found in rows.items()}
    oldest = [_oldest(item, found) for item, found in rows.items() if counts[item]]
    return Plan(
        policy=policy,
        as_of=as_of,
        cutoff=cutoff,
        rows=sum(counts.values()),
        size=sum(whole_size(item, found) for item, found in rows.items()),
        oldest=min(filter(None, oldest), default=None),
        held=held_by_matter(records, cutoff),
        why_approval=_why_approval(data_class, counts),
    )


def _oldest(records: Records, rows: QuerySet[Any]) -> datetime | None:
    """None where a hold that was placed this instant keeps all that was counted."""
    date = records.rule.counted_from
    found: datetime | None = rows.order_by(date).values_list(date, flat=True).first()
    return found


def held_by_matter(
    records: list[Records], cutoff: datetime, *, person_id: str = ""
) -> list[dict[str, Any]]:
    """For each active hold that keeps something: its matter and how many rows it keeps.

    `person_id`: count the rows about one account only.
    """
    found = []
    for hold in LegalHold.objects.active():
        kept = [
            held_back(item, cutoff, hold).filter(of_person(item, person_id) if person_id else Q())
            for item in records
        ]
        rows = sum(rows.count() for rows in kept)
        if rows:
            found.append({"hold_id": str(hold.pk), "matter": hold.matter, "rows": rows})
    return found


def _why_approval(data_class: str, counts: dict[Records, int]) -> str:
    """Why a second person has to look at it; empty where nobody has to."""
    rows = sum(counts.values())
    if not CLASSES[data_class].guarded or not rows:
        return ""
    if rows > settings.PURGE_APPROVAL_ROWS:
        return MANY_ROWS % {"rows": f"{rows:,}", "most": f"{settings.PURGE_APPROVAL_ROWS:,}"}
    shares = [_share(item, count) for item, count in counts.items() if count >= SHARE_COUNTS_FROM]
    return next(filter(None, shares), "") or clock.why_suspicious()


def _share(records: Records, rows: int) -> str:
    total = records.model._base_manager.count()
    if rows <= total * settings.PURGE_APPROVAL_SHARE:
        return ""
    with canonical():
        what = records.model_name
    share = f"{settings.PURGE_APPROVAL_SHARE:.0%}"
    return LARGE_SHARE % {"rows": f"{rows:,}", "total": f"{total:,}", "what": what, "share": share}


def make_run(found: Plan, *, by: User | None) -> RetentionRun | None:
    """Write the run; None where one of this class is open already."""
    policy = found.policy
    waits = bool(found.why_approval)
    state = RetentionRun.State.AWAITING_APPROVAL if waits else RetentionRun.State.READY
    run = RetentionRun(
        data_class=policy.data_class,
        state=state,
        policy_version=policy.version,
        policy_words=policy.words,
        policy_approved_by=policy.approved_by,
        action=policy.action,
        as_of=found.as_of,
        cutoff=found.cutoff,
        requested_by_id=str(by.pk) if by else "",
        requested_by_name=by.get_username() if by else SCHEDULE,
        why_approval=found.why_approval,
        due_rows=found.rows,
        held=found.held,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            if waits:
                record_event(by=by, action="purge.ask", resource=run, context=_facts(run))
    except IntegrityError:
        return None
    return run


def _facts(run: RetentionRun) -> dict[str, Any]:
    return {"class": run.data_class, "rows": run.due_rows, "why": run.why_approval}


def plan_all(classes: list[str] | None = None, *, as_of: datetime | None = None) -> list[Plan]:
    """The dry run: the same question that the purge asks, for the given classes or all."""
    moment = as_of or timezone.now()
    found = [plan(key, as_of=moment) for key in classes or list(CLASSES)]
    return [item for item in found if item is not None]
