"""Verifying from the admin: asked for with a button, carried out by a worker, kept as a row."""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django_q.tasks import async_task

from auditing.anchoring import files
from auditing.kept import keep
from auditing.masking import mask
from auditing.models import AccessEvent, AuditVerification
from auditing.recording import Actor, record_event
from auditing.verification import Report, verify

log = structlog.get_logger(__name__)

Status = AuditVerification.Status

# Findings kept with the row; how many there were is kept as well.
KEPT = 200
# How often progress is written, and after what silence a worker counts as dead.
STEP_SECONDS, SILENCE = 1.0, timedelta(minutes=2)

STOPPED = keep(_("The worker was stopped while it verified. Nothing was changed; start it again."))


@transaction.atomic
def ask(*, by: Actor) -> AuditVerification:
    """Let a worker verify the trail; the one that is under way where there is one."""
    close_silent()
    busy = AuditVerification.objects.filter(status__in=(Status.WAITING, Status.RUNNING)).first()
    if busy is not None:
        return busy
    asked = AuditVerification.objects.create(asked_by_name=by.get_username() if by else "")
    record_event(by=by, action="audit.verify", resource=asked)
    transaction.on_commit(lambda: _nudge(asked.pk))
    return asked


def _nudge(verification_id: int) -> None:
    try:
        async_task("auditing.tasks.verify_audit", verification_id, task_name="verify audit trail")
    except Exception as error:
        log.warning("verification_nudge_failed", error=str(error))


def close_silent() -> int:
    """End what a dead worker has left under way."""
    rows = AuditVerification.objects.exclude(status__in=(Status.DONE, Status.FAILED))
    now = timezone.now()
    return rows.filter(touched_at__lt=now - SILENCE).update(
        status=Status.FAILED, error_message=STOPPED, finished_at=now
    )


def run(verification_id: int) -> int | None:
    """Verify, and write the result; None where the row is not waiting."""
    rows = AuditVerification.objects.filter(pk=verification_id)
    total = AccessEvent.objects.count()
    begun = {"status": Status.RUNNING, "rows_total": total, "touched_at": timezone.now()}
    if not rows.filter(status=Status.WAITING).update(**begun):
        return None
    try:
        report = verify(progress=_Progress(verification_id), anchors={"file": files.read()})
    except Exception as error:
        log.exception("verification_failed")
        _end(verification_id, status=Status.FAILED, error_message=mask(str(error))[:500])
        return None
    _end(verification_id, **_result(report))
    return report.total


def _result(report: Report) -> dict[str, object]:
    found = [{**one.as_dict(), "text": str(one)} for one in report.findings[:KEPT]]
    return {
        "status": Status.DONE,
        "rows_done": report.rows,
        "seconds": report.seconds,
        "findings": {"found": found, "total": report.total, "anchors": report.anchors},
    }


def _end(verification_id: int, **fields: object) -> None:
    row = AuditVerification.objects.get(pk=verification_id)
    for name, value in fields.items():
        setattr(row, name, value)
    row.finished_at = timezone.now()
    row.save()


class _Progress:
    """Writes how far it is, at most once a second."""

    def __init__(self, verification_id: int) -> None:
        self._id, self._written = verification_id, time.monotonic()

    def __call__(self, rows: int) -> None:
        now = time.monotonic()
        if now - self._written >= STEP_SECONDS:
            self._written = now
            AuditVerification.objects.filter(pk=self._id).update(
                rows_done=rows, touched_at=timezone.now()
            )
