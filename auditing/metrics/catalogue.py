"""The metrics there are, with the thresholds that a new installation starts with."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models.metrics import MetricCategory as Category
from auditing.models.metrics import MetricUnit as Unit

MEBIBYTE = 1024 * 1024


class Definition(NamedTuple):
    """One metric; thresholds in its unit, None where nothing is expected.

    `meaning` is kept in English; pages show `said` of it.
    """

    category: Category
    unit: Unit
    meaning: str
    target: float | None = None
    warning: float | None = None
    critical: float | None = None
    minimum: float | None = None
    maximum: float | None = None


METRICS: dict[str, Definition] = {
    # written by each run of the pipeline
    "generation.total": Definition(
        Category.RESPONSE_TIME,
        Unit.MILLISECONDS,
        _("From a worker's claim to the end of a request"),
        20_000,
        60_000,
        120_000,
        0,
    ),
    "generation.queue_wait": Definition(
        Category.RESPONSE_TIME,
        Unit.MILLISECONDS,
        _("How long a request waited for a worker"),
        2_000,
        15_000,
        60_000,
        0,
    ),
    "generation.model": Definition(
        Category.RESPONSE_TIME,
        Unit.MILLISECONDS,
        _("How long the model took to answer"),
        15_000,
        45_000,
        100_000,
        0,
    ),
    "generation.attempts": Definition(
        Category.QUALITY_METRICS, Unit.COUNT, _("Attempts that a request needed"), 1, 2, 3, 1
    ),
    "svg.size": Definition(
        Category.RESOURCE_USAGE,
        Unit.BYTES,
        _("Bytes of one picture on the stage"),
        64 * 1024,
        512 * 1024,
        960 * 1024,
        1,
        MEBIBYTE,
    ),
    "svg.removed_items": Definition(
        Category.QUALITY_METRICS,
        Unit.COUNT,
        _("Kinds of things that had to be changed for safety"),
        0,
        8,
        25,
        0,
    ),
    # sampled every minute
    "queue.depth": Definition(
        Category.RESOURCE_USAGE, Unit.COUNT, _("Requests that wait for a worker"), 5, 50, 500, 0
    ),
    "queue.oldest_wait": Definition(
        Category.RESPONSE_TIME,
        Unit.MILLISECONDS,
        _("How long the oldest of them has waited"),
        5_000,
        60_000,
        300_000,
        0,
    ),
    "worker.throughput": Definition(
        Category.THROUGHPUT,
        Unit.REQUESTS_PER_SECOND,
        _("Requests brought to an end, over the last five minutes"),
        minimum=0,
    ),
    "generation.error_rate": Definition(
        Category.ERROR_RATE,
        Unit.PERCENTAGE,
        _("Failed without being cancelled, of those that ended in the last hour"),
        1,
        5,
        20,
        0,
        100,
    ),
    "svg.validity": Definition(
        Category.QUALITY_METRICS,
        Unit.PERCENTAGE,
        _("Answers of the last hour that gave a safe picture"),
        98,
        90,
        70,
        0,
        100,
    ),
    "storage.pictures": Definition(
        Category.RESOURCE_USAGE, Unit.BYTES, _("Bytes on the stages, as last listed"), minimum=0
    ),
    "storage.database": Definition(
        Category.RESOURCE_USAGE, Unit.BYTES, _("Size of the application's database"), minimum=0
    ),
    # of each process, by the minute
    "page.response": Definition(
        Category.RESPONSE_TIME,
        Unit.MILLISECONDS,
        _("95th percentile of a page within one minute"),
        200,
        600,
        2_000,
        0,
    ),
}

for _definition in METRICS.values():
    keep(_definition.meaning)

THRESHOLDS = ("target", "warning", "critical", "minimum", "maximum")


def seed_thresholds(**more: Any) -> None:
    """Add the rows that are missing and mend what belongs to the code (a post_migrate receiver)."""
    from auditing.models import MetricThreshold

    for name, definition in METRICS.items():
        told = definition._asdict()
        kept = {key: told[key] for key in ("category", "unit", "meaning")}
        MetricThreshold.objects.update_or_create(
            metric_name=name, defaults=kept, create_defaults=told
        )
