"""Reading a request leaves the events that it should; who may is `test_access_matrix.py`."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.models import AccessEvent
from tests.factories import GeneratedSVGFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def svg() -> Any:
    return GeneratedSVGFactory.create()


def open_page(client: Client, name: str, svg: Any) -> Any:
    return client.get(reverse(name, args=[svg.request.pk]))


def test_refused_and_foreign_reads_are_events(client: Client, svg: Any) -> None:
    client.force_login(UserFactory.create(username="curious"))
    open_page(client, "picture", svg)
    client.force_login(UserFactory.create(username="boss", role="admin"))
    open_page(client, "request", svg)

    events = AccessEvent.objects.filter(resource_id=str(svg.request.pk))
    found = set(events.values_list("actor_name", "action", "result"))
    assert found == {
        ("curious", "picture.view", "denied"),
        ("boss", "request.view", "allowed"),
    }


def test_a_download_is_an_event_even_of_ones_own(client: Client, svg: Any) -> None:
    client.force_login(svg.owner)
    open_page(client, "download", svg)

    event = AccessEvent.objects.get(action="picture.download")
    assert event.resource_id == str(svg.pk)


def test_watching_leaves_one_event_a_minute(
    client: Client, svg: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(UserFactory.create(role="admin"))
    for _ in range(3):
        open_page(client, "progress", svg)

    watched = AccessEvent.objects.filter(action="request.watch")
    assert watched.count() == 1

    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    open_page(client, "progress", svg)
    assert watched.count() == 2


@pytest.mark.parametrize("name", ["submit", "history", "stages"])
def test_a_page_answers_head(client: Client, svg: Any, name: str) -> None:
    client.force_login(svg.owner)

    response = client.head(reverse(name))

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("name", ["request", "progress", "picture", "download"])
def test_a_page_of_a_request_answers_head(client: Client, svg: Any, name: str) -> None:
    client.force_login(svg.owner)

    response = client.head(reverse(name, args=[svg.request.pk]))

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/history/?q=%00", "/stages/%00/", "/admin/?e=%00"])
def test_a_nul_in_an_address_is_refused(client: Client, svg: Any, address: str) -> None:
    client.force_login(svg.owner)

    assert client.get(address).status_code == 400
