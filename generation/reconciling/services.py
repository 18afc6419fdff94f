"""Starting, cancelling and resuming checks, and asking for fixes. For admins only."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from auditing.recording import record_event
from generation.models import SnowflakeStage, StageCheck, StageFinding
from generation.models.checks import UNFINISHED, CheckStatus
from generation.permissions import require
from generation.reconciling.queue import nudge_check, nudge_mending

PERMISSION = "generation.change_snowflakestage"
State = StageFinding.State


def start_check(*, by: User | None, stage: SnowflakeStage) -> StageCheck:
    """Begin to compare the stage with the records; one that is under way already is returned.

    Raises:
        PermissionDenied: `by` may not (None: the schedule).
    """
    if by is not None:
        require(by, PERMISSION, action="stage.check")
    try:
        return _start(by, stage)
    except IntegrityError:  # two at the same moment: the first one's check goes on
        return StageCheck.objects.get(stage_name=stage.pk, status__in=UNFINISHED)


@transaction.atomic
def _start(by: User | None, stage: SnowflakeStage) -> StageCheck:
    check = StageCheck.objects.create(
        stage_name=stage.stage_name,
        database=stage.database,
        schema=stage.schema,
        requested_by=by,
    )
    record_event(by=by, action="stage.check", resource=stage, context={"check": str(check.pk)})
    transaction.on_commit(lambda: nudge_check(check.pk))
    return check


@transaction.atomic
def cancel_check(*, by: User, check_id: UUID) -> bool:
    """A waiting check ends at once, a running one after what it is doing. False: it had ended.

    Raises:
        PermissionDenied: `by` may not.
    """
    require(by, PERMISSION, action="stage.check_cancel")
    now, rows = timezone.now(), StageCheck.objects.filter(pk=check_id)
    dropped = rows.filter(status=CheckStatus.WAITING).update(
        status=CheckStatus.CANCELLED, finished_at=now
    )
    running = rows.filter(status=CheckStatus.RUNNING, cancel_requested_at=None)
    asked = dropped or running.update(cancel_requested_at=now)
    if asked:
        _record(by, "stage.check_cancel", check_id)
    return bool(asked)


def resume_check(*, by: User, check_id: UUID) -> bool:
    """Go on with a check that an error stopped, where it stood. False: it does not stand there.

    Raises:
        PermissionDenied: `by` may not.
    """
    require(by, PERMISSION, action="stage.check_resume")
    try:
        return _resume(by, check_id)
    except IntegrityError:  # a newer one is under way
        return False


@transaction.atomic
def _resume(by: User, check_id: UUID) -> bool:
    stopped = StageCheck.objects.filter(pk=check_id, status=CheckStatus.FAILED)
    if not stopped.update(
        status=CheckStatus.WAITING, error_message="", error_reference="", finished_at=None
    ):
        return False
    _record(by, "stage.check_resume", check_id)
    transaction.on_commit(lambda: nudge_check(check_id))
    return True


@transaction.atomic
def ask_fix(*, by: User, findings: QuerySet[StageFinding]) -> int:
    """Have these mended by a worker, each after another look; returns how many.

    Raises:
        PermissionDenied: `by` may not.
    """
    require(by, PERMISSION, action="stage.mend")
    asked = 0
    for finding in findings.filter(state__in=[State.OPEN, State.FAILED]):
        rows = StageFinding.objects.filter(pk=finding.pk, state__in=[State.OPEN, State.FAILED])
        if rows.update(state=State.ASKED, asked_by=by, message="") == 1:
            asked += 1
            context = {"kind": finding.kind, "file": finding.location}
            record_event(by=by, action="stage.mend", resource=finding, context=context)
    if asked:
        transaction.on_commit(nudge_mending)
    return asked


def _record(by: User, action: str, check_id: UUID) -> None:
    record_event(by=by, action=action, label=StageCheck._meta.label, resource_id=str(check_id))


def check_all_stages() -> int:
    """The weekly check of each stage there is. Returns how many were begun."""
    stages = SnowflakeStage.objects.filter(is_available=True)
    return len([start_check(by=None, stage=stage) for stage in stages])
