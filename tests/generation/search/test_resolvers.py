"""Each kind of thing leads to its page, by an index."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from auditing.models import AccessEvent
from auditing.recording import record_event
from generation.search import find, read_needle
from generation.search.hits import timeline_url
from tests import factories
from tests.query_plans import plan_of

pytestmark = pytest.mark.django_db


def pages(text: str) -> list[str]:
    return [hit.page for hit in find(read_needle(text))]


@pytest.fixture
def svg() -> Any:
    factories.SnowflakeStageFactory.create()
    return factories.GeneratedSVGFactory.create(request__filename="lighthouse-at-night")


BY_PART: dict[str, Callable[[Any], str]] = {
    "request": lambda svg: str(svg.request.pk),
    "request page": lambda svg: f"http://localhost{reverse('request', args=[svg.request.pk])}",
    "picture": lambda svg: str(svg.pk),
    "picture's bytes": lambda svg: svg.sha256.upper(),
    "stage path": lambda svg: str(svg.stage_path),
    "file name": lambda svg: "lighthouse-at-night.svg",
    "bare file name": lambda svg: "lighthouse-at-night",
    "response": lambda svg: str(factories.CortexResponseFactory.create(request=svg.request).pk),
    "provider id": lambda svg: str(
        factories.CortexResponseFactory.create(
            request=svg.request, provider_id="chatcmpl-8xYz"
        ).provider_id
    ),
    "table": lambda svg: str(factories.TemporaryTableFactory.create(request=svg.request)),
    "query": lambda svg: str(factories.SnowflakeQueryFactory.create(request=svg.request).pk),
    "event's hash": lambda svg: (
        record_event(by=None, action="request.view", resource=svg.request).hash
    ),
    "step": lambda svg: f"#{factories.PipelineStepFactory.create(request=svg.request).pk}",
}


@pytest.mark.parametrize("part", BY_PART)
def test_every_part_leads_to_the_timeline(svg: Any, part: str) -> None:
    assert pages(BY_PART[part](svg)) == [timeline_url(svg.request.pk)]


def test_others_lead_to_their_own_page() -> None:
    session = factories.UserSessionFactory.create(owner__username="ada")
    stage = factories.SnowflakeStageFactory.create()
    event = factories.AccessEventFactory.create()

    assert pages(str(session.pk)) == [
        reverse("admin:generation_usersession_change", args=[session.pk])
    ]
    assert pages("ada") == [reverse("admin:auth_user_change", args=[session.owner.pk])]
    assert pages('@"SVGSITE"."PUBLIC"."SVG_STAGE"/2026') == [
        reverse("admin:generation_snowflakestage_change", args=["SVG_5FSTAGE"])
    ]
    assert pages(str(event.pk)) == [reverse("admin:auditing_accessevent_change", args=[event.pk])]
    assert stage.pk == "SVG_STAGE"


def test_a_purged_request_is_found_by_its_events() -> None:
    request = factories.RequestFactory.create()
    record_event(by=None, action="request.submit", resource=request)
    key = request.pk
    request.delete()

    assert pages(str(key)) == [timeline_url(key)]


def test_one_name_of_several_requests_is_a_list() -> None:
    for _ in range(3):
        factories.RequestFactory.create(filename="boat")

    assert len(pages("boat")) == 3


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "'", '"', "\\", "x" * 10_000, "é" * 300, "-1", "%00"]
)
def test_anything_else_finds_nothing(text: str) -> None:
    assert pages(text) == []


def scans(plan: str) -> bool:
    return "Seq Scan" in plan or any(
        line.strip().startswith("SCAN") and "INDEX" not in line for line in plan.splitlines()
    )


def test_no_resolver_scans_a_table(svg: Any) -> None:
    everything = f"{svg.request.pk} {'ab' * 32} TMP_SVG_{svg.request.pk.hex.upper()}_1"
    with CaptureQueriesContext(connection) as asked:
        for text in (everything, "lighthouse", "12"):
            find(read_needle(text))

    for query in asked.captured_queries:
        plan = plan_of(query["sql"])
        assert not scans(plan), f"{query['sql']}\n{plan}"
    assert len(asked) <= 40
    assert AccessEvent.objects.count() == 0
