"""What is sampled every minute: counted from rows, by a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from auditing.models import PerformanceMetrics
from generation import sampling
from tests.factories import CortexResponseFactory, RequestFactory, SnowflakeStageFactory

pytestmark = pytest.mark.django_db


def ended(status: str, minutes_ago: float, **more: Any) -> Any:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return RequestFactory.create(status=status, created_at=at, finished_at=at, **more)


def test_an_empty_site_has_no_rates() -> None:
    found = sampling.sample()

    assert found["queue.depth"] == 0
    assert "generation.error_rate" not in found and "svg.validity" not in found
    assert found["storage.database"] > 0


def test_queue_workers_answers_and_storage() -> None:
    RequestFactory.create(created_at=timezone.now() - timedelta(seconds=90))
    ended("completed", 1)
    ended("completed", 20)
    ended("failed", 30, error_category="storage_error")
    ended("failed", 30, error_category="cancelled")
    ended("failed", 90, error_category="storage_error")
    for verdict in ("valid", "partial", "empty", ""):
        CortexResponseFactory.create(validation_status=verdict)
    SnowflakeStageFactory.create(total_size=1234)

    found = sampling.sample()

    assert found["queue.depth"] == 5  # the answers' own requests wait, too
    assert found["queue.oldest_wait"] == pytest.approx(90_000, rel=0.1)
    assert found["worker.throughput"] == pytest.approx(1 / 300)
    assert found["generation.error_rate"] == 25
    assert found["svg.validity"] == pytest.approx(200 / 3)
    assert found["storage.pictures"] == 1234
    critical = PerformanceMetrics.objects.filter(judgement="critical")
    assert {row.metric_name for row in critical} == {"generation.error_rate", "svg.validity"}


def test_the_queries_do_not_grow(django_assert_max_num_queries: Any) -> None:
    for _ in range(20):
        ended("completed", 1)
    sampling.sample()

    with django_assert_max_num_queries(7):
        sampling.sample()
