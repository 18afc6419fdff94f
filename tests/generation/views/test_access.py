"""Every page of the application, for every role: own, somebody else's, and signed out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from auditing.models import AccessEvent
from generation.urls import urlpatterns
from tests.factories import GeneratedSVGFactory, SnowflakeStageFactory, UserFactory

pytestmark = pytest.mark.django_db

# name → (method, arguments: "request" or "stage" or none, expected for: own, other's, admin)
PAGES: dict[str, tuple[str, str, int, int, int]] = {
    "submit": ("get", "", 200, 200, 200),
    "filename": ("get", "", 200, 200, 200),
    "history": ("get", "", 200, 200, 200),
    "request": ("get", "request", 200, 404, 200),
    "progress": ("get", "request", 200, 404, 200),
    "picture": ("get", "request", 200, 404, 200),
    "download": ("get", "request", 200, 404, 200),
    "cancel": ("post", "request", 302, 404, 302),
    "retry": ("post", "request", 302, 404, 302),
    "stages": ("get", "", 200, 200, 200),
    "stage": ("get", "stage", 200, 200, 200),
    "synchronise-stages": ("post", "", 403, 403, 302),
}


@pytest.fixture
def svg(stand_in: str) -> Any:
    SnowflakeStageFactory.create()
    return GeneratedSVGFactory.create()


def open_page(client: Client, name: str, svg: Any) -> int:
    method, argument, *_ = PAGES[name]
    arguments = {"request": [svg.request.pk], "stage": ["SVG_STAGE"], "": []}[argument]
    return getattr(client, method)(reverse(name, args=arguments)).status_code  # type: ignore[no-any-return]


def test_every_page_is_listed_here() -> None:
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}

    assert names == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_its_owner(client: Client, svg: Any, name: str) -> None:
    client.force_login(svg.owner)

    assert open_page(client, name, svg) == PAGES[name][2]


@pytest.mark.parametrize("role", ["user", "manager", "system", "none"])
@pytest.mark.parametrize("name", PAGES)
def test_somebody_else(client: Client, svg: Any, name: str, role: str) -> None:
    client.force_login(UserFactory.create(role=role))

    assert open_page(client, name, svg) == PAGES[name][3]


@pytest.mark.parametrize("name", PAGES)
def test_an_admin(client: Client, svg: Any, name: str) -> None:
    client.force_login(UserFactory.create(role="admin"))

    assert open_page(client, name, svg) == PAGES[name][4]


@pytest.mark.parametrize("name", PAGES)
def test_signed_out(client: Client, svg: Any, name: str) -> None:
    assert open_page(client, name, svg) == 302


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


@pytest.mark.parametrize("name", [name for name in PAGES if PAGES[name][0] == "get"])
def test_every_page_answers_head(client: Client, svg: Any, name: str) -> None:
    client.force_login(svg.owner)
    arguments = {"request": [svg.request.pk], "stage": ["SVG_STAGE"], "": []}[PAGES[name][1]]

    response = client.head(reverse(name, args=arguments))

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/history/?q=%00", "/stages/%00/", "/admin/?e=%00"])
def test_a_nul_in_an_address_is_refused(client: Client, svg: Any, address: str) -> None:
    client.force_login(svg.owner)

    assert client.get(address).status_code == 400
