"""One page answers who, what, when, at what cost, and who looked; also of what is gone by now."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from auditing.models import AccessEvent
from auditing.recording import record_event
from generation.models import Status, SVGGenerationRequest
from generation.timeline.answers import integrity_of
from generation.timeline.gathering import Record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def add_parts(request: SVGGenerationRequest) -> None:
    factories.StatusChangeFactory.create(request=request, why="submitted")
    factories.PipelineStepFactory.create(request=request, name="call_cortex")
    factories.CortexResponseFactory.create(request=request, provider_id="chatcmpl-1", cost="0.0123")
    factories.SnowflakeQueryFactory.create(request=request)
    factories.AccessEventFactory.create(
        actor_name="curious",
        action="picture.download",
        resource_label="generation.SVGGenerationRequest",
        resource_id=str(request.pk),
    )


@pytest.fixture
def svg() -> Any:
    session = factories.UserSessionFactory.create(owner__username="ada")
    svg = factories.GeneratedSVGFactory.create(
        request__owner=session.owner, request__session=session
    )
    add_parts(svg.request)
    factories.TemporaryTableFactory.create(request=svg.request)
    return svg


def page(boss: Client, request_id: Any) -> str:
    response = boss.get(reverse("admin:timeline", args=[request_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_every_part(boss: Client, svg: Any) -> None:
    text = page(boss, svg.request.pk)

    for expected in (
        "ada",
        "Signed in",
        "Call Cortex",
        "chatcmpl-1",
        "$0.0123",
        svg.sha256,
        svg.stage_path,
        "TMP_SVG_",
        "01b2c3d4-0000",
        "curious (1 time)",
    ):
        assert expected in text


def test_prompts_and_answers_stay_masked(boss: Client, svg: Any) -> None:
    text = page(boss, svg.request.pk)

    assert svg.request.prompt_text not in text
    assert "Here it is" not in text


def test_opening_it_is_an_event_about_its_owner(boss: Client, svg: Any) -> None:
    page(boss, svg.request.pk)

    event = AccessEvent.objects.get(action="admin.timeline")
    assert event.resource_id == str(svg.request.pk)
    assert event.subject_owner_id == str(svg.request.owner.pk)


def test_it_names_what_is_gone(boss: Client) -> None:
    request = factories.RequestFactory.create(
        status=Status.COMPLETED, user_context={"session_id": str(uuid4())}
    )
    factories.PipelineStepFactory.create(request=request, name="call_cortex")

    text = page(boss, request.pk)

    assert "The session it was made in is gone" in text
    assert "The picture is gone" in text
    assert "The answers of Cortex are gone" in text


def test_a_purged_request_keeps_its_events(boss: Client) -> None:
    request = factories.RequestFactory.create()
    record_event(by=request.owner, action="request.submit", resource=request)
    key, owner = request.pk, request.owner.get_username()
    request.delete()

    text = page(boss, key)

    assert "The request itself is gone" in text
    assert owner in text


def test_an_unknown_id_is_not_found(boss: Client) -> None:
    assert boss.get(reverse("admin:timeline", args=[uuid4()])).status_code == 404


def test_more_parts_ask_no_more(boss: Client, svg: Any) -> None:
    page(boss, svg.request.pk)
    with CaptureQueriesContext(connection) as few:
        page(boss, svg.request.pk)
    for attempt in range(4):
        add_parts(svg.request)
        factories.TemporaryTableFactory.create(
            request=svg.request, table_name=f"TMP_SVG_{svg.request.pk.hex.upper()}_{attempt + 2}"
        )
    with CaptureQueriesContext(connection) as many:
        page(boss, svg.request.pk)

    assert len(many) <= len(few)


@pytest.mark.parametrize(
    "part",
    ["svggenerationrequest", "generatedsvg", "cortexresponse", "temporarytable", "snowflakequery"],
)
def test_every_part_links_to_it(boss: Client, svg: Any, part: str) -> None:
    request = svg.request
    row: Any = {
        "svggenerationrequest": request,
        "generatedsvg": svg,
        "cortexresponse": request.responses.first(),
        "temporarytable": request.temporary_tables.first(),
        "snowflakequery": request.snowflake_queries.first(),
    }[part]

    address = reverse(f"admin:generation_{part}_change", args=[quote(row.pk)])
    text = boss.get(address).content.decode()

    assert reverse("admin:timeline", args=[request.pk]) in text


def test_its_events_and_session_link_to_it(boss: Client, svg: Any) -> None:
    event = AccessEvent.objects.filter(resource_id=str(svg.request.pk)).first()
    assert event is not None
    url = reverse("admin:auditing_accessevent_change", args=[event.pk])
    assert reverse("admin:timeline", args=[svg.request.pk]) in boss.get(url).content.decode()

    url = reverse("admin:generation_usersession_change", args=[svg.request.session.pk])
    listed = re.search(
        r'href="([^"]*session__session_id__exact=[^"]*)"', boss.get(url).content.decode()
    )
    assert listed
    assert str(svg.request.pk) in boss.get(listed[1]).content.decode()


def test_it_says_that_its_record_is_whole(boss: Client, svg: Any) -> None:
    assert "Yes: each of its" in page(boss, svg.request.pk)


def test_its_record_is_whole_with_the_events_that_are_not_shown(
    boss: Client, svg: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.admin.timeline.MOST_EVENTS", 1)
    for _ in range(3):
        boss.get(reverse("request", args=[svg.request.pk]))
    kept = AccessEvent.objects.filter(resource_id=str(svg.request.pk)).count()

    text = page(boss, svg.request.pk)

    assert kept > 1
    assert f"Yes: each of its {kept} events" in text
    assert "Only the newest 1 events are shown." in text


def test_it_says_when_an_event_does_not_verify(svg: Any) -> None:
    event = AccessEvent.objects.filter(resource_id=str(svg.request.pk)).first()
    assert event is not None
    event.action = "request.view"
    record = Record(request_id=svg.request.pk, request=svg.request, events=[event])

    told = integrity_of(record)

    assert told is not None
    assert (told.state, told.words) == ("bad", "No: 1 of its 1 events do not verify.")


def test_it_says_when_request_and_picture_go(boss: Client, svg: Any) -> None:
    text = page(boss, svg.request.pk)

    in_a_year = svg.request.created_at + timedelta(days=365)
    assert "Request goes" in text and "Picture goes" in text
    assert f"{in_a_year:%Y-%m-%d}" in text


def test_three_clicks_from_the_first_page(boss: Client, svg: Any) -> None:
    """Home, the list of requests, its timeline: who made it, who saw it, what it cost."""
    home = boss.get(reverse("admin:index")).content.decode()
    first = reverse("admin:generation_svggenerationrequest_changelist")
    assert first in home

    second = reverse("admin:timeline", args=[svg.request.pk])
    assert second in boss.get(first).content.decode()

    text = boss.get(second).content.decode()
    assert "<strong>ada</strong>" in text
    assert "curious (1 time)" in text
    assert "$0.0123" in text
    assert "Yes: each of its" in text
