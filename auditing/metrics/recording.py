"""Writing measured values down, judged, in one statement."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import structlog
from django.db import transaction

from auditing.masking import mask_values
from auditing.metrics.catalogue import METRICS
from auditing.metrics.judging import judge, thresholds
from auditing.models import PerformanceMetrics

log = structlog.get_logger(__name__)


class Measured(NamedTuple):
    """One value of a metric that `catalogue.METRICS` names, in the unit it has there."""

    name: str
    value: float
    context: dict[str, Any] = {}


def write(values: Iterable[Measured]) -> None:
    """One INSERT for all of them."""
    expected = thresholds()
    PerformanceMetrics.objects.bulk_create(
        [_row(measured, expected[measured.name]) for measured in values]
    )


def write_quietly(values: Iterable[Measured]) -> None:
    """As `write`, within the caller's transaction; a failure is logged and undoes nothing else."""
    try:
        with transaction.atomic():
            write(values)
    except Exception:
        log.exception("metrics_not_written")


def _row(measured: Measured, expected: dict[str, float]) -> PerformanceMetrics:
    definition = METRICS[measured.name]
    return PerformanceMetrics(
        metric_name=measured.name,
        category=definition.category,
        unit=definition.unit,
        value=measured.value,
        context=mask_values(measured.context),
        thresholds=expected,
        judgement=judge(measured.value, expected),
    )
