"""A request's page in each of its states, and the history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from generation.models import Status
from generation.watching.progress import stages_of
from tests.factories import (
    CortexResponseFactory,
    GeneratedSVGFactory,
    PipelineStepFactory,
    RequestFactory,
)

pytestmark = pytest.mark.django_db


def test_what_was_stopped_is_not_shown_as_a_failure() -> None:
    for category, state in (("cancelled", "stopped"), ("snowflake_error", "failed")):
        request = RequestFactory.create(
            status=Status.FAILED, error_category=category, started_at=timezone.now()
        )
        PipelineStepFactory.create(request=request, name="call_cortex", outcome="failed")

        assert [s.state for s in stages_of(request) if s.is_drawing] == [state]


def page_of(client: Client, request: object, name: str = "request") -> str:
    client.force_login(request.owner)  # type: ignore[attr-defined]
    response = client.get(reverse(name, args=[request.pk]))  # type: ignore[attr-defined]
    assert response.status_code == 200
    return response.content.decode()


def test_a_waiting_request_asks_again_and_can_be_cancelled(client: Client) -> None:
    request = RequestFactory.create()

    text = page_of(client, request)

    assert reverse("progress", args=[request.pk]) in text
    assert reverse("cancel", args=[request.pk]) in text


def test_a_finished_request_shows_its_picture_and_stops_asking(client: Client) -> None:
    svg = GeneratedSVGFactory.create()
    CortexResponseFactory.create(request=svg.request, not_drawn=["glass"])

    text = page_of(client, svg.request)

    assert reverse("picture", args=[svg.request.pk]) in text
    assert reverse("download", args=[svg.request.pk]) in text
    assert reverse("progress", args=[svg.request.pk]) not in text
    assert "glass" in text


def test_a_failure_says_what_happened_and_what_it_cost(client: Client) -> None:
    request = RequestFactory.create(
        status=Status.FAILED, error_message="Snowflake gets too many requests just now."
    )

    text = page_of(client, request)

    assert "Snowflake gets too many requests just now." in text
    assert "It cost nothing." in text
    assert str(request.pk) in text
    assert reverse("retry", args=[request.pk]) in text


def test_watching_a_stalled_request_puts_it_back(client: Client) -> None:
    request = RequestFactory.create(
        status=Status.PROCESSING,
        claimed_by="dead",
        attempts=1,
        lease_until=timezone.now() - timedelta(seconds=1),
    )

    page_of(client, request, "progress")

    request.refresh_from_db()
    assert request.status == Status.PENDING


def test_the_raw_answer_is_never_markup(client: Client) -> None:
    svg = GeneratedSVGFactory.create()
    CortexResponseFactory.create(request=svg.request, content="<svg onload=alert(1)></svg>")

    assert "<svg onload" not in page_of(client, svg.request)


def test_history_holds_own_requests_only_and_can_be_searched(client: Client) -> None:
    mine = RequestFactory.create(prompt_text="a purple elephant dances", filename="elephant")
    RequestFactory.create(owner=mine.owner, filename="boat")
    RequestFactory.create(filename="secret-of-another")
    client.force_login(mine.owner)

    whole = client.get(reverse("history")).content.decode()
    found = client.get(reverse("history"), {"q": "ELEPHANT"}).content.decode()

    assert "boat" in whole and "secret-of-another" not in whole
    assert reverse("request", args=[mine.pk]) in found
    assert "boat" not in found


@pytest.mark.parametrize("query", ["%", "'", '"', "x" * 10_000, "\\", "_"])
def test_any_search_is_just_a_search(client: Client, query: str) -> None:
    client.force_login(RequestFactory.create().owner)

    assert client.get(reverse("history"), {"q": query}).status_code == 200


def test_steps_show_their_times(client: Client) -> None:
    svg = GeneratedSVGFactory.create()
    svg.request.started_at = timezone.now()
    svg.request.save()
    PipelineStepFactory.create(request=svg.request, name="call_cortex", duration_ms=1234)

    assert "1.2 s" in page_of(client, svg.request)


def test_the_navigation_says_where_one_is(client: Client) -> None:
    svg = GeneratedSVGFactory.create()

    assert 'href="/history/" aria-current="true"' in page_of(client, svg.request)
    assert 'href="/" aria-current="true"' in client.get("/batch/").content.decode()


def test_no_link_carries_the_prompt_in_its_address(client: Client) -> None:
    """Addresses end up in logs of proxies and in browsers' histories."""
    made = RequestFactory.create(status=Status.FAILED, prompt_text="lanterns on a lake")

    text = page_of(client, made)

    assert f"?again={made.pk}" in text
    assert "lanterns%20on" not in text and "lanterns+on" not in text
