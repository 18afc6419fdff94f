"""Carries out a check: surveys the stage, then compares batch by batch, each with a checkpoint.

A worker that dies loses one batch at most; the sweep gives the check to the next one. A worker that
has to leave, or whose time is over, puts it back by itself.
"""

import time
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.errors import record_exception
from auditing.kept import keep
from auditing.recording import record_event
from auditing.workers import worker_name
from generation.models import SnowflakeStage, StageCheck, StageFinding
from generation.models.checks import CheckStatus
from generation.reconciling.comparing import Batch
from generation.reconciling.judging import tells_md5
from generation.reconciling.queue import nudge_check
from generation.reconciling.surveying import BATCH_FILES, SLOW_BATCH_FILES, survey
from generation.snowflake.errors import SnowflakeError
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import Warehouse, warehouse
from generation.stopping import stopping

log = structlog.get_logger(__name__)

# Between two ticks lies one statement at most, and a statement has a time limit of its own.
LEASE = timedelta(minutes=3)
# A task may take 900 seconds (Q_CLUSTER); then the rest is another task's.
TURN_SECONDS = 500.0
# More than these are one mistake with many traces: an admin has to look at it first.
MOST_FINDINGS = 10_000
PROGRAM_ERROR = keep(
    _("Something in this program went wrong. The error is recorded; nothing was changed.")
)


class _Stopped(Exception):  # noqa: N818  read as an outcome
    """Cancelled, or another worker has the check."""


class _TurnOver(Exception):  # noqa: N818
    """This worker has to leave, or its time is over."""


def run_check(check_id: UUID | str) -> bool:
    """Claim a check and bring it as far as one turn goes. False where there was none to claim."""
    check = _claim(check_id)
    if check is None:
        return False
    try:
        _run(check)
    except _TurnOver:
        _put_back(check)
    except _Stopped:
        _end_cancelled(check)
    except SnowflakeError as error:
        log.warning("stage_check_failed", code=error.code, detail=error.detail)
        _fail(check, error, str(error))
    except Exception as error:
        log.exception("stage_check_failed")
        _fail(check, error, PROGRAM_ERROR)
    return True


def _claim(check_id: UUID | str) -> StageCheck | None:
    now = timezone.now()
    waiting = StageCheck.objects.filter(pk=check_id, status=CheckStatus.WAITING)
    taken = waiting.update(
        status=CheckStatus.RUNNING,
        claimed_by=worker_name(),
        lease_until=now + LEASE,
        started_at=now,
    )
    return StageCheck.objects.get(pk=check_id) if taken else None


def _run(check: StageCheck) -> None:
    encryption = _encryption(check)
    ends_at = time.monotonic() + TURN_SECONDS
    with warehouse(query_tag="stage_check") as connection:
        if check.batches is None:
            _survey(connection, check, encryption)
        while check.batches_done < len(check.batches or []):
            if stopping.is_set() or time.monotonic() > ends_at:
                raise _TurnOver
            _compare_next(connection, check, encryption)
    _end(check, CheckStatus.DONE)


def _encryption(check: StageCheck) -> str:
    found = SnowflakeStage.objects.filter(pk=check.stage_name)
    return found.values_list("encryption", flat=True).first() or ""


def _survey(connection: Warehouse, check: StageCheck, encryption: str) -> None:
    stage = StageLocation(check.database, check.schema, check.stage_name)
    size = BATCH_FILES if tells_md5(encryption) else SLOW_BATCH_FILES
    found = survey(connection, stage, batch_files=size, tick=lambda: _keep(check))
    check.batches = found.batches
    _keep(check, batches=found.batches, others=found.others)
    SnowflakeStage.objects.filter(pk=check.stage_name).update(
        file_count=found.files, total_size=found.size, last_modified=found.newest
    )


def _compare_next(connection: Warehouse, check: StageCheck, encryption: str) -> None:
    assert check.batches is not None  # noqa: S101  the survey has made them
    batch = Batch(connection, check, encryption=encryption, tick=lambda: _keep(check))
    batch.compare(check.batches[check.batches_done])
    with transaction.atomic():
        _keep(check, batches_done=F("batches_done") + 1, **_added(batch), **_kept(check, batch))
    check.batches_done += 1


def _added(batch: Batch) -> dict[str, F]:
    return {name: F(name) + number for name, number in batch.counts.items()}  # type: ignore[misc]


def _kept(check: StageCheck, batch: Batch) -> dict[str, bool]:
    """Write what was found, as far as there is room for it."""
    room = MOST_FINDINGS - check.findings.count()
    StageFinding.objects.bulk_create(batch.findings[: max(room, 0)], ignore_conflicts=True)
    return {"is_cut_off": True} if len(batch.findings) > room else {}


def _keep(check: StageCheck, **fields: object) -> None:
    """Keep the lease, and what is found, unless somebody cancelled or took over.

    Raises:
        _Stopped: nothing was written.
    """
    held = StageCheck.objects.filter(
        pk=check.pk,
        status=CheckStatus.RUNNING,
        claimed_by=check.claimed_by,
        cancel_requested_at=None,
    )
    if not held.update(lease_until=timezone.now() + LEASE, **fields):
        raise _Stopped


def _put_back(check: StageCheck) -> None:
    if _move(check, CheckStatus.WAITING, claimed_by=""):
        nudge_check(check.pk)


def _end_cancelled(check: StageCheck) -> None:
    if StageCheck.objects.filter(pk=check.pk, cancel_requested_at__isnull=False).exists():
        _move(check, CheckStatus.CANCELLED, finished_at=timezone.now())


def _fail(check: StageCheck, error: Exception, message: str) -> None:
    found = record_exception(error, operation="stage check", stage=check.stage_name)
    _end(check, CheckStatus.FAILED, error_message=message, error_reference=found)


@transaction.atomic
def _end(check: StageCheck, new: CheckStatus, **fields: object) -> None:
    if _move(check, new, finished_at=timezone.now(), **fields):
        context = {"stage": check.stage_name, "findings": check.findings.count()}
        result = "error" if new == CheckStatus.FAILED else "allowed"
        action = f"stage.check_{new}"
        record_event(by=None, action=action, resource=check, result=result, context=context)


def _move(check: StageCheck, new: CheckStatus, **fields: object) -> bool:
    held = StageCheck.objects.filter(
        pk=check.pk, status=CheckStatus.RUNNING, claimed_by=check.claimed_by
    )
    return held.update(status=new, lease_until=None, **fields) == 1


def sweep_checks() -> int:
    """Put back what a dead worker held, and nudge what waits. Returns how many wait."""
    dead = StageCheck.objects.filter(status=CheckStatus.RUNNING, lease_until__lt=timezone.now())
    dead.filter(cancel_requested_at__isnull=False).update(
        status=CheckStatus.CANCELLED, lease_until=None, finished_at=timezone.now()
    )
    dead.update(status=CheckStatus.WAITING, claimed_by="", lease_until=None)
    rows = StageCheck.objects.filter(status=CheckStatus.WAITING)
    waiting = list(rows.values_list("pk", flat=True))
    for pk in waiting:
        nudge_check(pk)
    return len(waiting)
