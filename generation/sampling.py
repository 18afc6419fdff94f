"""What no single request can measure: the queue, the workers, the answers, the storage.

Sampled every minute and written in one statement. Each query uses an index or looks at the last
hours alone, so that it costs the same with a million requests as with ten.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from auditing import metrics
from auditing.metrics import Measured
from generation.models import CortexResponse, SnowflakeStage, Status, SVGGenerationRequest
from generation.models.requests import ErrorCategory

RECENT = timedelta(hours=1)
THROUGHPUT = timedelta(minutes=5)
# What ended within the last hour was made within this; a retry of an older one is left out.
MADE_WITHIN = timedelta(hours=6)


def sample() -> dict[str, float]:
    """Measure everything once and write it; returns name → value."""
    found = [*_queue(), *_workers(), *_answers(), *_storage()]
    metrics.write(found)
    return {measured.name: measured.value for measured in found}


def queue_state() -> tuple[int, float]:
    """How many requests wait for a worker, and how many milliseconds the oldest has waited."""
    waiting = SVGGenerationRequest.objects.filter(status=Status.PENDING)
    told = waiting.aggregate(depth=Count("pk"), oldest=Min("created_at"))
    waited = (timezone.now() - told["oldest"]).total_seconds() * 1000 if told["oldest"] else 0.0
    return told["depth"], max(waited, 0.0)


def _queue() -> list[Measured]:
    depth, waited = queue_state()
    return [Measured("queue.depth", depth), Measured("queue.oldest_wait", waited)]


def _workers() -> list[Measured]:
    now = timezone.now()
    ended = SVGGenerationRequest.objects.filter(
        created_at__gte=now - MADE_WITHIN, finished_at__gte=now - RECENT
    )
    broken = Q(status=Status.FAILED) & ~Q(error_category=ErrorCategory.CANCELLED)
    told: dict[str, Any] = ended.aggregate(
        all=Count("pk"),
        failed=Count("pk", filter=broken),
        lately=Count("pk", filter=Q(finished_at__gte=now - THROUGHPUT)),
    )
    values = [Measured("worker.throughput", told["lately"] / THROUGHPUT.total_seconds())]
    if told["all"]:
        rate = 100 * told["failed"] / told["all"]
        values.append(Measured("generation.error_rate", rate, {"count": told["all"]}))
    return values


def _answers() -> list[Measured]:
    """The share of judged answers that gave a picture; no value where nothing was judged."""
    recent = CortexResponse.objects.filter(
        request__created_at__gte=timezone.now() - MADE_WITHIN,
        created_at__gte=timezone.now() - RECENT,
    ).exclude(validation_status="")
    told = recent.aggregate(
        all=Count("pk"), good=Count("pk", filter=Q(validation_status__in=["valid", "partial"]))
    )
    if not told["all"]:
        return []
    return [Measured("svg.validity", 100 * told["good"] / told["all"], {"count": told["all"]})]


def _storage() -> list[Measured]:
    staged = SnowflakeStage.objects.aggregate(bytes=Sum("total_size"))["bytes"] or 0
    return [
        Measured("storage.pictures", staged),
        Measured("storage.database", _database_bytes(), {"engine": connection.vendor}),
    ]


def _database_bytes() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = Path(str(connection.settings_dict["NAME"]))
    # With write-ahead logging the newest part lies beside the file.
    parts = [path, path.with_name(f"{path.name}-wal")]
    return sum(part.stat().st_size for part in parts if part.is_file())
