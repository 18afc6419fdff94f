"""What one run measured of itself, for one write at its end."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from auditing.metrics import Measured
from generation.models import GeneratedSVG
from generation.pipeline.job import Job


def of_success(job: Job, svg: GeneratedSVG) -> list[Measured]:
    """Times, size and how much had to be changed."""
    context = _context(job, model=svg.model_used if job.request.asked_model else "")
    removed = sum(int(entry.get("count", 1)) for entry in svg.receipt)
    return [
        *_times(job, context),
        *_model_time(job, context),
        Measured("generation.attempts", job.request.attempts, context),
        Measured("svg.size", svg.file_size, context),
        Measured("svg.removed_items", removed, context),
    ]


def _model_time(job: Job, context: dict[str, Any]) -> list[Measured]:
    """Nothing, where no model was asked."""
    if not job.request.asked_model:
        return []
    return [Measured("generation.model", (job.response.generation_time or 0.0) * 1000, context)]


def of_failure(job: Job, *, code: str) -> list[Measured]:
    """How long it took to fail; why stands beside it."""
    context = {**_context(job, model=job.request.asked_model or ""), "failed": code}
    return _times(job, context)


def _context(job: Job, *, model: str) -> dict[str, Any]:
    return {"request": str(job.request.pk), "model": model}


def _times(job: Job, context: dict[str, Any]) -> list[Measured]:
    request, now = job.request, timezone.now()
    started = request.started_at or now
    times = [Measured("generation.total", _ms(started, now), context)]
    # Tried again, a request has not waited for a worker since it was made.
    if request.attempts <= 1:
        waited = _ms(request.created_at, started)
        times.append(Measured("generation.queue_wait", waited, context))
    return times


def _ms(since: datetime, until: datetime) -> float:
    """Never below nothing, although a clock may have been set back."""
    return max((until - since).total_seconds() * 1000, 0.0)
