"""Values reach the database judged, in one statement, and never cost what they measure."""

import os
import threading
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from auditing import caching, metrics
from auditing.metrics import Measured, buffer
from auditing.metrics.buffer import Buffer
from auditing.metrics.judging import THRESHOLD_KEY
from auditing.models import AccessEvent, CacheMetrics, MetricThreshold, PerformanceMetrics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffer, "_buffer", Buffer())
    caching.forget(caching.CONFIG, THRESHOLD_KEY)


def test_many_values_are_one_insert(django_assert_num_queries: Any) -> None:
    metrics.write([Measured("queue.depth", 0)])  # the thresholds are known from here on

    with django_assert_num_queries(1):
        metrics.write([Measured("queue.depth", n) for n in range(20)])


def test_a_value_keeps_its_thresholds_and_judgement() -> None:
    metrics.write([Measured("queue.depth", 60, {"token": "sfpat-" + "x" * 40})])

    row = PerformanceMetrics.objects.get()
    assert (row.judgement, row.category, row.unit) == ("warning", "resource_usage", "count")
    assert row.thresholds["critical"] == 500
    assert "x" * 40 not in str(row.context)


def test_a_changed_threshold_judges_and_is_an_event(
    client: Client, admin_user: User, django_capture_on_commit_callbacks: Any
) -> None:
    metrics.write([Measured("queue.depth", 60)])
    client.force_login(admin_user)
    url = reverse("admin:auditing_metricthreshold_change", args=["queue.depth"])

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"target": "5", "warning": "10", "critical": "50"})

    assert answer.status_code == 302
    event = AccessEvent.objects.get(action="threshold.change")
    assert event.context["critical"] == {"old": 500.0, "new": 50.0}
    metrics.write([Measured("queue.depth", 60)])
    assert PerformanceMetrics.objects.latest("timestamp").judgement == "critical"


@pytest.mark.parametrize("role", ["user", "manager", "system"])
def test_thresholds_are_the_administrators(client: Client, role: str) -> None:
    from tests.factories import UserFactory

    person = UserFactory.create(role=role, is_staff=True)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)

    url = reverse("admin:auditing_metricthreshold_change", args=["queue.depth"])

    assert client.post(url, {"critical": "1"}).status_code == 403
    assert MetricThreshold.objects.get(pk="queue.depth").critical == 500


def test_a_failing_write_is_quiet_and_undoes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(PerformanceMetrics.objects, "bulk_create", fail)

    metrics.write_quietly([Measured("queue.depth", 1)])

    assert PerformanceMetrics.objects.count() == 0


def test_observed_values_become_one_row_a_label() -> None:
    for took in (10, 20, 30, 1000):
        metrics.observe("page.response", took, label="GET history")
    metrics.observe("page.response", 5, label="GET submit")

    metrics.flush()
    metrics.flush()

    slow, quick = PerformanceMetrics.objects.order_by("-value")
    assert slow.value == pytest.approx(1000, rel=0.02)
    assert slow.context["median"] == pytest.approx(20, rel=0.02)
    assert (slow.context["of"], slow.context["count"]) == ("GET history", 4)
    assert (quick.context["of"], quick.judgement) == ("GET submit", "target")


def test_labels_cannot_grow_without_end() -> None:
    for number in range(1000):
        metrics.observe("page.response", 1, label=f"GET page{number}")

    metrics.flush()

    assert PerformanceMetrics.objects.count() == buffer.MOST_LABELS + 1
    other = PerformanceMetrics.objects.get(context__of="other")
    assert other.context["count"] == 1000 - buffer.MOST_LABELS


def test_what_cannot_be_written_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise DatabaseError("away")

    metrics.observe("page.response", 10, label="GET history")
    metrics.cache_access("data_cache", hit=True)
    with monkeypatch.context() as patch:
        patch.setattr(buffer, "write", fail)
        metrics.flush()
    assert PerformanceMetrics.objects.count() == 0

    metrics.flush()

    assert PerformanceMetrics.objects.get().context["count"] == 1
    assert CacheMetrics.objects.get(cache_type="data_cache").hit_count == 1


def test_counting_from_many_threads_loses_nothing() -> None:
    def count() -> None:
        for _ in range(500):
            metrics.observe("page.response", 1, label="GET history")

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    metrics.flush()

    assert PerformanceMetrics.objects.get().context["count"] == 4000


def test_two_processes_add_to_one_row_a_minute() -> None:
    for other in (Buffer(), Buffer()):
        counts = buffer.CacheCounts(hits=3, misses=1, load_ms=40.0, lookup_ms=2.0)
        other.add(buffer.Counters(caches={"data_cache": counts}))
        other.flush()

    row = CacheMetrics.objects.get(cache_type="data_cache")
    assert (row.hit_count, row.miss_count, row.access_count) == (6, 2, 8)
    assert row.hit_ratio == 75
    assert row.performance_impact == pytest.approx(6 * 40 - 4)
    assert row.efficiency == pytest.approx(100 * 236 / (236 + 84))


def test_a_child_of_a_fork_starts_with_nothing() -> None:
    metrics.observe("page.response", 1, label="GET history")
    before = buffer._buffer

    buffer._forget()

    assert buffer._buffer is not before
    assert buffer._buffer._counters.values == {}
    assert os.getpid()


def test_pages_are_timed_by_their_name(client: Client, staff: User) -> None:
    client.force_login(staff)
    client.get(reverse("history"), {"q": "secret words"})
    client.get("/no-such-page/")

    metrics.flush()

    row = PerformanceMetrics.objects.get(metric_name="page.response")
    assert row.context["of"] == "GET history"
