"""`/metrics`: who may read it, and that it says what Prometheus understands."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from auditing.models import AccessEvent
from tests.factories import (
    CacheMetricsFactory,
    CortexResponseFactory,
    PipelineStepFactory,
    RequestFactory,
)

pytestmark = pytest.mark.django_db

URL = "/metrics"


def read(client: Client, **headers: Any) -> dict[str, dict[tuple[str, ...], float]]:
    answer = client.get(URL, **headers)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for sample in (sample for family in families for sample in family.samples):
        labels = tuple(value for _name, value in sorted(sample.labels.items()))
        found.setdefault(sample.name, {})[labels] = sample.value
    return found


def test_what_retention_owes(client: Client) -> None:
    RequestFactory.create(status="completed", created_at=timezone.now() - timedelta(days=400))

    found = read(client)

    assert found["svgsite_retention_overdue_rows"][("requests",)] == 1
    assert found["svgsite_retention_overdue_rows"][("svgs",)] == 0
    assert found["svgsite_retention_purge_age_seconds"][("requests",)] >= 0


def test_what_it_says(client: Client) -> None:
    at = timezone.now() - timedelta(seconds=5)
    done = RequestFactory.create(status="completed", created_at=at)
    RequestFactory.create(status="failed", error_category="storage_error", created_at=at)
    RequestFactory.create(status="failed", error_category="cancelled", created_at=at)
    RequestFactory.create(created_at=at)
    CortexResponseFactory.create(request=done, cost="0.25")
    CortexResponseFactory.create(request=done, cost=None)
    CortexResponseFactory.create(request=done, cost="0", answered_by="the preview engine")
    for took in (20, 40, 3000):
        PipelineStepFactory.create(request=done, name="call_cortex", duration_ms=took)
    CacheMetricsFactory.create()

    found = read(client)

    assert found["svgsite_requests_total"] == {("done",): 1, ("failed",): 1, ("cancelled",): 1}
    assert found["svgsite_failures_total"] == {("storage_error",): 1}
    assert found["svgsite_queue_depth"] == {(): 1}
    assert found["svgsite_tokens_total"][("prompt", "claude-sonnet-4-5")] == 200
    assert found["svgsite_cost_dollars_total"] == {("claude-sonnet-4-5",): 0.25}
    assert found["svgsite_unpriced_calls_total"] == {("claude-sonnet-4-5",): 1}
    assert found["svgsite_cache_lookups_total"][("data_cache", "hit")] == 3
    steps = found["svgsite_step_duration_seconds_bucket"]
    assert steps[("0.025", "call_cortex")] == 1
    assert steps[("1.0", "call_cortex")] == 2
    assert steps[("+Inf", "call_cortex")] == 3
    total = found["svgsite_step_duration_seconds_sum"][("call_cortex",)]
    assert total == pytest.approx(3.06, rel=0.02)


def test_it_holds_nobodys_name_or_words_and_leaves_no_event(client: Client) -> None:
    request = RequestFactory.create(prompt_text="a confidential lighthouse", status="completed")

    text = client.get(URL).content.decode()

    assert request.owner is not None
    assert request.owner.username not in text and "lighthouse" not in text
    assert not AccessEvent.objects.exists()


def test_an_empty_site(client: Client) -> None:
    assert read(client)["svgsite_requests_total"][("done",)] == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_without_a_token_it_is_for_this_machine(client: Client, headers: Any) -> None:
    assert client.get(URL, **headers).status_code == 403


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer the-token", 200),
        ("bearer the-token", 200),
        ("Bearer another", 403),
        ("Bearer ", 403),
        ("Basic the-token", 403),
        ("Bearer tökén", 403),
        ("", 403),
    ],
)
def test_with_a_token_it_is_for_who_sends_it(
    client: Client, settings: Any, authorization: str, status: int
) -> None:
    settings.METRICS_TOKEN = "the-token"
    sent: Any = {"HTTP_AUTHORIZATION": authorization, "REMOTE_ADDR": "192.0.2.7"}

    assert client.get(URL, **sent).status_code == status


def test_it_is_read_only(client: Client) -> None:
    assert client.post(URL).status_code == 405
