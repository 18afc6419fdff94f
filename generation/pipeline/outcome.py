"""Stage 5, the end: one transaction writes the picture and `completed`, or `failed` and why."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from auditing import metrics
from auditing.kept import keep
from auditing.masking import mask
from auditing.recording import record_event
from generation import recognition
from generation.models import GeneratedSVG, Status
from generation.models.requests import ErrorCategory
from generation.pipeline import measurements
from generation.pipeline.failures import LeaseLost
from generation.pipeline.job import Job
from generation.svg import POLICY_VERSION
from generation.svg.fingerprint import VERSION
from generation.transitions import move
from generation.troubles import record_failed_request

# Why the request moved, as it is kept.
STAGED = keep(gettext_noop("the picture is on the stage"))


@transaction.atomic
def record_success(job: Job) -> GeneratedSVG:
    """Write the picture and complete its request.

    Raises:
        Cancelled: its owner was told meanwhile that it stops; nothing is written.
        LeaseLost: another worker took over meanwhile; nothing is written.
    """
    now, wanted = timezone.now(), Q(cancel_requested_at=None)
    if not _move(job, Status.COMPLETED, why=STAGED, where=wanted, finished_at=now):
        job.check_wanted()
        raise LeaseLost
    svg = _picture(job)
    svg.save(force_insert=True)
    recognition.keep_features(svg, job.fingerprint)
    metrics.write_quietly(measurements.of_success(job, svg))
    record_event(by=None, action="request.complete", resource=job.request)
    return svg


def _picture(job: Job) -> GeneratedSVG:
    started = job.request.started_at or job.request.created_at
    content = job.svg.content.encode()
    model_used, answered_by = job.drawn_by
    return GeneratedSVG(
        request=job.request,
        owner=job.request.owner,
        svg_content=job.svg.content,
        file_size=len(content),
        stage_path=str(job.location),
        model_used=model_used,
        answered_by=answered_by,
        # A clock that was set back meanwhile must not cost a paid picture.
        processing_time_ms=max(0, round((timezone.now() - started).total_seconds() * 1000)),
        sha256=hashlib.sha256(content).hexdigest(),
        validation_status=job.svg.validation_status,
        receipt=job.svg.receipt,
        policy_version=POLICY_VERSION,
        canonical_digest=job.fingerprint.canonical,
        fingerprint_version=VERSION,
        origin_id=job.request.pk,
    )


def record_failure(
    job: Job,
    *,
    category: ErrorCategory,
    code: str,
    message: str,
    exception: BaseException | None = None,
) -> None:
    """End the request as failed; quiet where another worker has it by now."""
    if _fail(job, category=category, code=code, message=message):
        record_failed_request(
            job.request,
            category=category,
            code=code,
            message=message,
            step=job.step,
            exception=exception,
        )


@transaction.atomic
def _fail(job: Job, *, category: ErrorCategory, code: str, message: str) -> bool:
    moved = _move(
        job,
        Status.FAILED,
        why=code,
        error_category=category,
        error_code=code,
        error_message=mask(message),
        finished_at=timezone.now(),
    )
    if moved:
        record_event(
            by=None,
            action="request.fail",
            resource=job.request,
            result="error",
            context={"code": code},
        )
        metrics.write_quietly(measurements.of_failure(job, code=code))
    return moved


def _move(job: Job, new: Status, *, why: str, where: Q | None = None, **fields: Any) -> bool:
    return move(
        job.request.pk,
        old=Status.PROCESSING,
        new=new,
        why=why,
        only={"claimed_by": job.request.claimed_by},
        where=where or Q(),
        lease_until=None,
        **fields,
    )
