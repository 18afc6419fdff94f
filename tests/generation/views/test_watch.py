"""A request while it is under way: its picture so far, the live part of its page, the stop."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation.models import PartialPicture, Status, SVGGenerationRequest
from tests.factories import PartialPictureFactory, PipelineStepFactory, RequestFactory

pytestmark = pytest.mark.django_db


def address(row: PartialPicture) -> str:
    return reverse("partial", args=[row.pk])


def test_the_safe_bytes_with_their_walls(client: Client) -> None:
    row = PartialPictureFactory.create()
    client.force_login(row.request.owner)

    response = client.get(address(row))

    assert response.content.decode() == row.content
    assert response["Content-Type"] == "image/svg+xml"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


@pytest.mark.parametrize("status", [Status.PENDING, Status.COMPLETED, Status.FAILED])
def test_what_is_left_over_is_never_shown(client: Client, status: Status) -> None:
    row = PartialPictureFactory.create(request__status=status)
    client.force_login(row.request.owner)

    response = client.get(address(row))

    assert (response.status_code, response.content) == (204, b"")


def test_nothing_to_be_seen_yet(client: Client) -> None:
    row = PartialPictureFactory.create(content="")
    none = RequestFactory.create(owner=row.request.owner, status=Status.PROCESSING)
    client.force_login(row.request.owner)

    assert client.get(address(row)).status_code == 204
    assert client.get(reverse("partial", args=[none.pk])).status_code == 204


def test_other_peoples_are_not_there(client: Client, staff: User, manager: User) -> None:
    row = PartialPictureFactory.create()
    for person in (staff, manager):
        client.force_login(person)
        assert client.get(address(row)).status_code == 404
    client.logout()

    assert client.get(address(row)).status_code == 302


def test_an_admin_who_looks_is_on_record_once_a_minute(client: Client, admin_user: User) -> None:
    row = PartialPictureFactory.create()
    client.force_login(admin_user)
    for _ in range(3):
        assert client.get(address(row)).status_code == 200

    events = AccessEvent.objects.filter(actor_id=str(admin_user.pk), action="request.watch")
    assert [event.resource_id for event in events] == [str(row.pk)]


# The live part


def live(client: Client, request: SVGGenerationRequest, **query: str) -> HttpResponse:
    client.force_login(request.owner)
    url = reverse("progress", args=[request.pk])
    return client.get(url, query, headers={"HX-Request": "true"})  # type: ignore[return-value]


def seen_in(response: HttpResponse) -> str:
    found = re.search(r"seen=(\w+)", response.content.decode())
    assert found
    return found.group(1)


def test_who_has_seen_all_gets_nothing(client: Client) -> None:
    request = RequestFactory.create()
    seen = seen_in(live(client, request))

    assert live(client, request, seen=seen).status_code == 204
    SVGGenerationRequest.objects.update(status=Status.PROCESSING)
    assert live(client, request, seen=seen).status_code == 200


def test_the_end_is_always_shown(client: Client) -> None:
    request = RequestFactory.create(status=Status.FAILED, error_message="It broke.")

    text = live(client, request, seen="").content.decode()

    assert "It broke." in text
    assert reverse("progress", args=[request.pk]) not in text


def test_looking_again_asks_the_database_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    waits = RequestFactory.create()
    drawn = PartialPictureFactory.create(request__owner=waits.owner).request
    PipelineStepFactory.create(request=drawn)
    for request in (waits, drawn):
        seen = seen_in(live(client, request))
        client.force_login(request.owner)
        url = reverse("progress", args=[request.pk])
        with django_assert_max_num_queries(11):
            assert client.get(f"{url}?seen={seen}").status_code == 204


def test_the_growing_picture_is_shown_and_named(client: Client) -> None:
    row = PartialPictureFactory.create()
    client.force_login(row.request.owner)

    page = client.get(reverse("request", args=[row.pk])).content.decode()

    assert f'<img src="{address(row)}?0-120"' in page
    assert f'data-partial="{address(row)}?0-120"' in live(client, row.request).content.decode()
    assert "120 characters" not in page  # no step of drawing is under way in this test


def test_a_waiting_one_says_where_it_stands(client: Client) -> None:
    RequestFactory.create_batch(2)
    request = RequestFactory.create()

    text = live(client, request).content.decode()

    assert "2 before it in the queue" in text
    assert "not known yet" in text
    assert "cancelling now costs nothing" in text


def test_an_admin_sees_no_words_of_it(client: Client, admin_user: User) -> None:
    row = PartialPictureFactory.create(request__prompt_text="a very secret rocket ship")
    client.force_login(admin_user)

    page = client.get(reverse("request", args=[row.pk])).content.decode()

    assert "secret rocket" not in page
    assert address(row) in page


# The stop button


def cancel(client: Client, request: SVGGenerationRequest, **headers: str) -> HttpResponse:
    client.force_login(request.owner)
    return client.post(reverse("cancel", args=[request.pk]), headers=headers)  # type: ignore


def test_one_that_waits_is_dropped_and_cost_nothing(client: Client) -> None:
    request = RequestFactory.create()

    text = cancel(client, request, **{"HX-Request": "true"}).content.decode()

    assert "Cancelled before it was begun. It cost nothing." in text
    assert reverse("progress", args=[request.pk]) not in text


def test_one_that_is_drawn_says_at_once_that_it_stops(client: Client) -> None:
    row = PartialPictureFactory.create()

    text = cancel(client, row.request, **{"HX-Request": "true"}).content.decode()

    assert "Stopping…" in text
    assert reverse("progress", args=[row.pk]) in text
    assert reverse("cancel", args=[row.pk]) not in text


def test_without_a_script_it_leads_back_to_the_page(client: Client) -> None:
    request = RequestFactory.create()

    assert cancel(client, request).url == reverse("request", args=[request.pk])  # type: ignore
    client.get(reverse("request", args=[request.pk]))
    cancel(client, request)

    page = client.get(reverse("request", args=[request.pk])).content.decode()
    assert "It had ended already." in page


def test_it_leads_to_the_others_that_were_asked_for_with_it(client: Client) -> None:
    request = RequestFactory.create(group=uuid4())
    client.force_login(request.owner)

    page = client.get(reverse("request", args=[request.pk])).content.decode()

    assert reverse("group", args=[request.group]) in page
