"""Asking for an export, cancelling it, fetching it, and what becomes of it afterwards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.access import restrictions_of
from auditing.exports import files
from auditing.exports.queue import nudge
from auditing.exports.sources import filters_on_record, source_of
from auditing.models import AccessEvent, ExportJob
from auditing.models.exports import ExportStatus
from auditing.recording import record_event

# What one person may have under way at once: each takes a worker's time.
MOST_UNFINISHED = 5


def request_export(
    *,
    by: User,
    source: str,
    format: str,
    title: str = "",
    filters: dict[str, Any] | None = None,
    as_of: datetime | None = None,
) -> ExportJob:
    """Save a job and tell a worker.

    Raises:
        PermissionDenied: `by` may not export this.
        ValidationError: in plain words.
    """
    known = source_of(source)
    job = ExportJob(
        owner=by,
        source=source,
        title=title or known.title,
        format=format,
        filters=filters or {},
        as_of=as_of or timezone.now(),
    )
    if restrictions_of(by).no_downloads or not known.may_export(by, job):
        record_event(
            by=by, action="export.request", result=AccessEvent.Result.DENIED, context=_facts(job)
        )
        raise PermissionDenied(_("Your role does not allow this export."))
    _check(job, known.formats)
    with transaction.atomic():
        job.save(force_insert=True)
        record_event(by=by, action="export.request", resource=job, context=_facts(job))
        transaction.on_commit(lambda: nudge(job.pk))
    return job


def _check(job: ExportJob, formats: tuple[str, ...]) -> None:
    if job.format not in formats:
        words = gettext("Choose one of these formats: %(formats)s.")
        raise ValidationError(words % {"formats": ", ".join(formats)})
    if job.as_of > timezone.now():
        raise ValidationError(_("“As of” cannot lie in the future."))
    if ExportJob.objects.filter(owner=job.owner).unfinished().count() >= MOST_UNFINISHED:
        raise ValidationError(
            gettext("You have %(most)s exports under way. Wait for one, or cancel one.")
            % {"most": MOST_UNFINISHED}
        )


@transaction.atomic
def cancel_export(*, by: User, job_id: UUID | str) -> bool:
    """Stop an export: a waiting one at once, a running one after its present slice."""
    now = timezone.now()
    job = ExportJob.objects.filter(pk=job_id)
    dropped = job.filter(status=ExportStatus.WAITING).update(
        status=ExportStatus.CANCELLED, finished_at=now
    )
    asked = dropped or job.filter(status=ExportStatus.RUNNING, cancel_requested_at=None).update(
        cancel_requested_at=now
    )
    if asked:
        record_event(
            by=by, action="export.cancel", label=ExportJob._meta.label, resource_id=str(job_id)
        )
    return bool(asked)


def record_download(*, by: User, job: ExportJob) -> None:
    """Who fetched which file: its filters and its digest stand in the event.

    Raises:
        PermissionDenied: `by` may take no file along (any more).
    """
    if restrictions_of(by).no_downloads:
        denied = AccessEvent.Result.DENIED
        record_event(by=by, action="export.download", resource=job, result=denied)
        raise PermissionDenied(_("Your account may look at lists, but take no file along."))
    context = {**_facts(job), "sha256": job.sha256, "rows": job.rows_done}
    record_event(by=by, action="export.download", resource=job, context=context)


def expire_exports() -> int:
    """Remove files whose time has come; the records stay. Returns how many."""
    files.remove_all(ExportJob.objects.filter(pk__in=files.known(), status=ExportStatus.EXPIRED))
    due = ExportJob.objects.filter(status=ExportStatus.DONE, expires_at__lte=timezone.now())
    return sum(expire(job) for job in due)


def end_exports_of(person: User, by: User) -> None:
    """Cancel what `person` has under way and remove the files of the rest."""
    own = ExportJob.objects.filter(owner=person)
    for job_id in list(own.unfinished().values_list("pk", flat=True)):
        cancel_export(by=by, job_id=job_id)
    for job in own.filter(status=ExportStatus.DONE):
        expire(job)


@transaction.atomic
def expire(job: ExportJob, *, why: str = "") -> bool:
    """Remove a finished file; its record stays and says `why`, where it is not simply time."""
    moved = ExportJob.objects.filter(pk=job.pk, status=ExportStatus.DONE).update(
        status=ExportStatus.EXPIRED, error_message=why
    )
    if moved:
        record_event(by=None, action="export.expire", resource=job, context={"why": why})
        transaction.on_commit(lambda: files.remove(job))
    return bool(moved)


def expiry(now: datetime) -> datetime:
    return now + timedelta(days=settings.EXPORT_KEEP_DAYS)


def _facts(job: ExportJob) -> dict[str, Any]:
    return {
        "source": job.source,
        "format": job.format,
        "filters": filters_on_record(job),
        "as_of": job.as_of.isoformat(),
    }
