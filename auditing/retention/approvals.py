"""The second person: approving, refusing and cancelling runs."""

from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.models import RetentionPolicy, RetentionRun
from auditing.recording import record_event

State = RetentionRun.State


def may_approve(run: RetentionRun, by: User) -> bool:
    """Not who asked for the purge, and not who proposed the policy that it carries out."""
    version = RetentionPolicy.objects.filter(data_class=run.data_class, version=run.policy_version)
    proposers = version.values_list("proposed_by_id", flat=True)
    return str(by.pk) not in {run.requested_by_id, *proposers}


@transaction.atomic
def approve_run(*, by: User, run_id: UUID | str) -> bool:
    """Let a waiting run begin. False where it does not wait any more.

    Raises:
        PermissionDenied: `by` asked for it, or proposed its policy.
    """
    run = RetentionRun.objects.filter(pk=run_id, state=State.AWAITING_APPROVAL).first()
    if run is None:
        return False
    if not may_approve(run, by):
        raise PermissionDenied(
            _("Somebody else has to approve this purge: you asked for it or proposed its policy.")
        )
    return _move(run, by, "purge.approve", State.READY)


@transaction.atomic
def refuse_run(*, by: User, run_id: UUID | str) -> bool:
    """Drop a waiting run; the next scheduled one asks again."""
    run = RetentionRun.objects.filter(pk=run_id, state=State.AWAITING_APPROVAL).first()
    return run is not None and _move(run, by, "purge.refuse", State.REFUSED)


def _move(run: RetentionRun, by: User, action: str, new: State) -> bool:
    now = timezone.now()
    ended = {"ended_at": now} if new == State.REFUSED else {}
    waiting = RetentionRun.objects.filter(pk=run.pk, state=State.AWAITING_APPROVAL)
    moved = waiting.update(
        state=new,
        approved_by_id=str(by.pk),
        approved_by_name=by.get_username(),
        approved_at=now,
        **ended,
    )
    if moved:
        record_event(by=by, action=action, resource=run, context={"rows": run.due_rows})
    return bool(moved)


@transaction.atomic
def cancel_run(*, by: User, run_id: UUID | str) -> bool:
    """Stop a run after its present batch. What is deleted stays deleted, and is certified."""
    run = RetentionRun.objects.filter(pk=run_id).first()
    active = RetentionRun.objects.filter(pk=run_id, cancel_requested_at=None)
    asked = active.filter(state__in=[State.READY, State.RUNNING]).update(
        cancel_requested_at=timezone.now()
    )
    if run is not None and asked:
        record_event(by=by, action="purge.cancel", resource=run)
    return bool(asked)
