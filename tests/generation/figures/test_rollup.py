"""Days are added up once, again where something changed, and never lose what is gone."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from auditing.metrics.histogram import Histogram
from generation import services
from generation.figures import reading, rollup
from generation.figures.period import Report
from generation.models import (
    DailyAnswers,
    DailyRequests,
    DailyTimings,
    FigureDay,
    SVGGenerationRequest,
)
from tests.factories import (
    CacheMetricsFactory,
    CortexResponseFactory,
    PipelineStepFactory,
    RequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = rollup.day_of(NOW)


def made(days_ago: int = 0, *, status: str = "completed", **more: Any) -> SVGGenerationRequest:
    at = NOW - timedelta(days=days_ago)
    told = {"created_at": at, "started_at": at + timedelta(seconds=1), "attempts": 1}
    ended = {"finished_at": at + timedelta(seconds=11)} if status in ("completed", "failed") else {}
    return RequestFactory.create(status=status, **{**told, **ended, **more})


def roll_everything() -> None:
    FigureDay.objects.update(rolled_at=NOW - timedelta(hours=1))
    assert rollup.roll_up(seconds=30) == 0


def counted(days: int = 30, **more: Any) -> reading.Requests:
    return reading.requests_of(Report(TODAY - timedelta(days=days - 1), TODAY, **more))


def test_counts_by_day_end_person_and_model() -> None:
    ann, bob = UserFactory.create(), UserFactory.create()
    made(owner=ann)
    made(owner=ann, status="failed", error_category="storage_error")
    made(owner=bob, selected_model="openai-gpt-5", status="failed", error_category="cancelled")
    made(3, owner=bob)
    made(owner=bob, status="pending", started_at=None)

    rollup.roll_up(seconds=30)

    found = counted()
    assert found.by_day[TODAY] == {"done": 1, "failed": 1, "cancelled": 1, "open": 1}
    assert found.by_day[TODAY - timedelta(days=3)] == {"done": 1}
    assert found.failures == {"storage_error": 1}
    assert found.success_rate == pytest.approx(200 / 3)
    assert counted(person=ann).total() == 2
    assert counted(model="openai-gpt-5").total() == 1
    assert counted(days=2).total() == 4


def test_costs_tokens_and_the_preview_engine_apart() -> None:
    request = made()
    known = {"request": request, "validation_status": "valid"}
    CortexResponseFactory.create(cost="0.25", **known)
    CortexResponseFactory.create(cost=None, **known)
    CortexResponseFactory.create(cost="0", answered_by="the preview engine", **known)

    rollup.roll_up(seconds=30)

    found = reading.answers_of(Report(TODAY, TODAY))
    assert (found.total.calls, found.total.unpriced, float(found.total.cost)) == (2, 1, 0.25)
    assert (found.total.prompt_tokens, found.total.completion_tokens) == (200, 100)
    assert (found.preview.calls, found.preview.tokens) == (1, 150)
    assert found.verdicts[TODAY] == {"valid": 3}
    name, count, sums = reading.people_of(Report(TODAY, TODAY))[0]
    assert request.owner is not None
    assert (name, count, sums.calls) == (request.owner.username, 1, 2)


def test_percentiles_from_the_database_are_those_of_the_histogram() -> None:
    request = made()
    took = [0.0004, 0.5, 3.0, 10.0, 10.0, 250.0, 12_000.0]
    for milliseconds in took:
        PipelineStepFactory.create(request=request, name="call_cortex", duration_ms=milliseconds)
    CortexResponseFactory.create(request=request, generation_time=2.0)

    rollup.roll_up(seconds=30)

    report, exact = Report(TODAY, TODAY), Histogram()
    for milliseconds in took:
        exact.add(milliseconds)
    steps = reading.timings_of(report, "step").by_name["call_cortex"]
    assert steps == exact
    assert reading.timings_of(report, "model").total.quantile(0.5) == pytest.approx(2000, rel=0.02)
    assert reading.timings_of(report, "wait").total.quantile(0.5) == pytest.approx(1000, rel=0.02)
    assert reading.timings_of(report, "request").total.quantile(0.5) == pytest.approx(
        11_000, rel=0.02
    )


def test_a_day_that_is_over_is_added_up_once() -> None:
    made(5)
    roll_everything()
    FigureDay.objects.update(rolled_at=timezone.now())
    before = FigureDay.objects.get(pk=TODAY - timedelta(days=5)).rolled_at

    assert rollup.due_days() == []
    rollup.roll_up(seconds=30)

    assert FigureDay.objects.get(pk=TODAY - timedelta(days=5)).rolled_at == before


def test_an_open_request_keeps_its_day_open() -> None:
    request = made(5, status="processing")
    roll_everything()
    SVGGenerationRequest.objects.filter(pk=request.pk).update(status="completed")

    roll_everything()

    assert counted().by_day[TODAY - timedelta(days=5)] == {"done": 1}


def test_a_retry_makes_its_day_stale(staff: User) -> None:
    request = made(5, status="failed", owner=staff, error_category="storage_error")
    roll_everything()

    services.retry(by=staff, request_id=request.pk)
    rollup.roll_up(seconds=30)

    assert counted().by_day[TODAY - timedelta(days=5)] == {"open": 1}


def test_what_retention_removed_stays_counted() -> None:
    made(5, status="failed")
    roll_everything()
    SVGGenerationRequest.objects.all().delete()

    FigureDay.objects.update(is_stale=True)
    roll_everything()

    assert counted().total() == 1


def test_rolling_twice_counts_once() -> None:
    made()
    for _ in range(3):
        roll_everything()

    assert counted().total() == 1
    assert DailyRequests.objects.filter(person_id=0).count() == 1


def test_time_is_limited_and_the_newest_days_come_first() -> None:
    for days in (0, 1, 2, 3):
        made(days)

    assert rollup.roll_up(seconds=0) == 3
    assert list(FigureDay.objects.values_list("pk", flat=True)) == [TODAY]


def test_days_are_those_of_the_sites_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]
    try:
        # 11:30 in UTC, and the next day there
        at = datetime(2026, 3, 1, 11, 30, tzinfo=ZoneInfo("UTC"))
        RequestFactory.create(created_at=at, status="completed")
        rollup.roll_day(date(2026, 3, 2))
        assert DailyRequests.objects.filter(day=date(2026, 3, 2), person_id=0).count() == 1
        start, end = rollup.bounds(date(2026, 4, 5))  # the clocks go back there
        assert (end.timestamp() - start.timestamp()) / 3600 == 25
    finally:
        timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]


def test_caches_by_day() -> None:
    for minute in (1, 2):
        CacheMetricsFactory.create(measured_at=NOW.replace(hour=0, minute=minute))
    rollup.roll_up(seconds=30)

    assert reading.caches_of(Report(TODAY, TODAY)) == {"data": {TODAY: 75.0}}


def test_reading_asks_no_more_for_more(django_assert_num_queries: Any) -> None:
    for days in range(8):
        made(days)
        CortexResponseFactory.create(request=made(days))
    roll_everything()
    report = Report(TODAY - timedelta(days=29), TODAY)

    with django_assert_num_queries(5):
        reading.requests_of(report)
        reading.answers_of(report)
        reading.timings_of(report, DailyTimings.Kind.STEP)
        reading.caches_of(report)
        reading.models_of(report)
    with django_assert_num_queries(3):
        reading.people_of(report)
    assert DailyAnswers.objects.exists()
