"""Writes one export: slice by slice, each with a checkpoint from which a later run goes on."""

from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.errors import record_exception
from auditing.exports import files
from auditing.exports.content import Content
from auditing.exports.purged import check_unpurged, oldest_row
from auditing.exports.queue import nudge
from auditing.exports.services import expiry
from auditing.exports.sources import Refused, content_of, source_of
from auditing.exports.writers import WRITERS, Writer
from auditing.kept import keep
from auditing.models import ExportJob
from auditing.models.exports import ExportStatus
from auditing.recording import record_event
from auditing.workers import worker_name

log = structlog.get_logger(__name__)

# A slice takes about a second; a worker that has said nothing for so long is dead.
LEASE = timedelta(seconds=60)

DISK_FULL = keep(
    _(
        "The file could not be written: the disk of this site is full, or refuses to be written "
        "to. Nothing was kept. Tell an administrator, then ask for the export again."
    )
)
PROGRAM_ERROR = keep(
    _(
        "Something in this program went wrong, and no file was kept. The error is recorded; tell "
        "an administrator the reference below."
    )
)


class _Stopped(Exception):  # noqa: N818  read as an outcome
    """Cancelled, or another worker has the job."""


def run_export(job_id: UUID | str) -> bool:
    """Claim a job and bring it to its end. False where there was nothing to claim."""
    job = _claim(job_id)
    if job is None:
        return False
    try:
        _write(job)
    except _Stopped:
        _end_cancelled(job)
    except Refused as refusal:
        _fail(job, str(refusal))
    except OSError as error:
        log.warning("export_disk", job_id=str(job.pk), error=str(error))
        record_exception(error, operation="export", job_id=str(job.pk))
        _fail(job, DISK_FULL)
    except Exception as error:
        log.exception("export_failed", job_id=str(job.pk))
        record_exception(error, operation="export", job_id=str(job.pk))
        _fail(job, PROGRAM_ERROR)
    return True


def _claim(job_id: UUID | str) -> ExportJob | None:
    now = timezone.now()
    name = worker_name()
    taken = ExportJob.objects.filter(pk=job_id, status=ExportStatus.WAITING).update(
        status=ExportStatus.RUNNING, claimed_by=name, lease_until=now + LEASE, started_at=now
    )
    return ExportJob.objects.select_related("owner").get(pk=job_id) if taken else None


def _write(job: ExportJob) -> None:
    content = content_of(job)
    kind = WRITERS[job.format]
    if not kind.can_resume:
        job.bytes_done, job.rows_done, job.last_key = 0, 0, None
    with files.open_part(job) as file:
        job.rows_total = content.count()
        writer = kind(job, content, file)
        if job.bytes_done == 0:
            writer.begin()
        try:
            _write_slices(job, content, writer, file)
            writer.end()
        except BaseException:
            writer.abandon()
            raise
        files.settle(file)
    _finish(job, content)


def _write_slices(job: ExportJob, content: Content, writer: Writer, file: BinaryIO) -> None:
    for part in content.slices(job.last_key):
        writer.write(part)
        job.rows_done += part.count
        job.last_key = part.last_key
        job.bytes_done = files.settle(file) if writer.can_resume else 0
        _checkpoint(job)


def _checkpoint(job: ExportJob) -> None:
    """Keep how far it is, and the lease, unless somebody cancelled or took over."""
    held = ExportJob.objects.filter(
        pk=job.pk,
        status=ExportStatus.RUNNING,
        claimed_by=job.claimed_by,
        cancel_requested_at=None,
    )
    kept = held.update(
        rows_total=job.rows_total,
        rows_done=job.rows_done,
        bytes_done=job.bytes_done,
        last_key=job.last_key,
        lease_until=timezone.now() + LEASE,
    )
    if not kept:
        raise _Stopped


def _finish(job: ExportJob, content: Content) -> None:
    """Name the file by its whole name, then say so: never the other way round."""
    part = files.part_of(job)
    job.size_bytes, job.sha256 = part.stat().st_size, files.digest(part)
    _checkpoint(job)
    check_unpurged(job)
    files.publish(job, _manifest(job, content))
    with transaction.atomic():
        now = timezone.now()
        done = _move(
            job,
            ExportStatus.DONE,
            finished_at=now,
            expires_at=expiry(now),
            size_bytes=job.size_bytes,
            sha256=job.sha256,
            oldest=oldest_row(content),
        )
        if done:
            context = {"sha256": job.sha256, "rows": job.rows_done, "filters": job.filters}
            record_event(by=None, action="export.finish", resource=job, context=context)
    if done:
        job.refresh_from_db()
        source_of(job.source).on_ready(job)


def _manifest(job: ExportJob, content: Content) -> dict[str, object]:
    return {
        "file": job.filename,
        "sha256": job.sha256,
        "size_bytes": job.size_bytes,
        "rows": job.rows_done,
        "title": job.title,
        "as_of": job.as_of.isoformat(),
        "filters": dict(content.facts),
        "columns": [column.path for column in content.columns],
    }


def _fail(job: ExportJob, message: str) -> None:
    files.remove(job)
    with transaction.atomic():
        if _move(job, ExportStatus.FAILED, finished_at=timezone.now(), error_message=message):
            record_event(by=None, action="export.fail", resource=job, result="error")


def _end_cancelled(job: ExportJob) -> None:
    """Remove the file of a cancelled job; one that another worker holds now is left to it."""
    asked = ExportJob.objects.filter(pk=job.pk, cancel_requested_at__isnull=False).exists()
    if asked and _move(job, ExportStatus.CANCELLED, finished_at=timezone.now()):
        files.remove(job)


def _move(job: ExportJob, new: ExportStatus, **fields: object) -> bool:
    held = ExportJob.objects.filter(
        pk=job.pk, status=ExportStatus.RUNNING, claimed_by=job.claimed_by
    )
    return held.update(status=new, lease_until=None, **fields) == 1


def sweep_exports() -> int:
    """Put back what a dead worker held, and nudge what waits. Returns how many."""
    dead = ExportJob.objects.filter(status=ExportStatus.RUNNING, lease_until__lt=timezone.now())
    dead.update(status=ExportStatus.WAITING, claimed_by="", lease_until=None)
    waiting = list(
        ExportJob.objects.filter(status=ExportStatus.WAITING).values_list("pk", flat=True)
    )
    for pk in waiting:
        nudge(pk)
    return len(waiting)
