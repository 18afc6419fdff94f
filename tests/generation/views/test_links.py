"""Links to a picture: they give out its safe bytes, and no longer than their owner may."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.masking import mask
from auditing.models import AccessEvent
from generation import links
from generation.models import GeneratedSVG, StageLink
from tests.factories import PICTURE, GeneratedSVGFactory, StageLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"http://testserver(/links/svglink_[\w-]{43}/)")


@pytest.fixture
def svg(staff: User) -> Any:
    return GeneratedSVGFactory.create(request__owner=staff)


@pytest.fixture
def address(client: Client, svg: Any) -> str:
    """Of a new link, made on the page."""
    client.force_login(svg.owner)
    page = client.post(reverse("links", args=[svg.request.pk]), {"duration": "day"})
    found = ADDRESS.search(page.content.decode())
    assert found
    return found[1]


def test_who_has_the_link_gets_the_file_without_signing_in(address: str, svg: Any) -> None:
    answer = Client().get(address)

    assert answer.content == PICTURE.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="house.svg"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_only_the_answer_that_made_it_shows_the_address(
    client: Client, address: str, svg: Any
) -> None:
    later = client.get(reverse("links", args=[svg.request.pk])).content.decode()

    text = address.split("/")[2]
    assert text not in later and text[:12] in later
    assert text not in str(list(AccessEvent.objects.values_list("context", "resource_id")))
    assert text not in str(StageLink.objects.values().get())


def test_each_opening_is_counted_and_an_event(address: str, svg: Any) -> None:
    Client().get(address)
    Client().get(address)
    Client().head(address)  # asks whether it is there, and takes nothing

    assert StageLink.objects.get().opened == 2
    opened = AccessEvent.objects.filter(action="link.open", resource_id=str(svg.pk))
    assert [event.subject_owner_id for event in opened] == [str(svg.owner.pk)] * 2


@pytest.mark.parametrize(
    ("duration", "time"), [("hour", links.HOUR), ("day", links.DAY), ("week", links.WEEK)]
)
def test_it_expires(svg: Any, duration: str, time: timedelta, monkeypatch: Any) -> None:
    link, text = links.make(by=svg.owner, svg=svg, duration=duration)
    url = reverse("open-link", args=[text])

    at(monkeypatch, link.made_at + time - timedelta(seconds=1))
    assert Client().get(url).status_code == 200
    at(monkeypatch, link.made_at + time)
    answer = Client().get(url)
    assert answer.status_code == 410
    assert "This link has expired" in answer.content.decode()


def at(monkeypatch: pytest.MonkeyPatch, moment: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_a_revoked_one_is_gone_at_once(client: Client, address: str, staff: User) -> None:
    client.post(reverse("revoke-link", args=[StageLink.objects.get().pk]))

    answer = Client().get(address)
    assert answer.status_code == 410
    assert "was taken back" in answer.content.decode()
    assert AccessEvent.objects.get(action="link.revoke").actor_name == "staff"
    assert AccessEvent.objects.get(action="link.open").result == "denied"
    assert StageLink.objects.get().revoked_by == staff


def test_revoking_twice_is_one_event(address: str, staff: User) -> None:
    assert links.revoke(by=staff, links=StageLink.objects.all()) == 1
    assert links.revoke(by=staff, links=StageLink.objects.all()) == 0

    assert AccessEvent.objects.filter(action="link.revoke").count() == 1


def test_an_admin_revokes_anybodys(client: Client, address: str, admin_user: User) -> None:
    client.force_login(admin_user)
    link = StageLink.objects.get()

    url = reverse("admin:generation_stagelink_changelist")
    client.post(url, {"action": "revoke", "_selected_action": [link.pk]})

    assert Client().get(address).status_code == 410


def test_other_people_can_neither_see_nor_revoke_it(client: Client, address: str, svg: Any) -> None:
    client.force_login(UserFactory.create())

    assert client.get(reverse("links", args=[svg.request.pk])).status_code == 404
    link = StageLink.objects.get()
    assert client.post(reverse("revoke-link", args=[link.pk])).status_code == 404
    assert links.revoke(by=UserFactory.create(), links=StageLink.objects.all()) == 0
    assert Client().get(address).status_code == 200


def leave(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def shut_out(person: User) -> None:
    change_to(person, access_level="no_access")


def keep_from_downloading(person: User) -> None:
    change_to(person, access_level="restricted", restrictions={"no_downloads": True})


def change_to(person: User, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(person.access_control, name, value)
    person.access_control.save()


@pytest.mark.parametrize("lose", [leave, shut_out, keep_from_downloading])
def test_a_link_is_dead_with_its_owners_right(
    address: str, staff: User, lose: Callable[[User], None]
) -> None:
    lose(User.objects.get(pk=staff.pk))

    answer = Client().get(address)
    assert answer.status_code == 410
    assert "not given out any more" in answer.content.decode()


def test_a_link_is_dead_with_its_picture(address: str, svg: Any) -> None:
    svg.delete()

    assert Client().get(address).status_code == 404


def test_a_link_is_dead_with_an_emptied_picture(address: str, svg: Any) -> None:
    GeneratedSVG.objects.update(svg_content="")

    assert Client().get(address).status_code == 410


@pytest.mark.parametrize("text", ["svglink_", "svglink_" + "a" * 43, "x", "svglink_" + "a" * 2000])
def test_a_guess_finds_nothing_and_leaves_nothing(address: str, text: str) -> None:
    answer = Client().get(reverse("open-link", args=[text]))

    assert answer.status_code == 404
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not AccessEvent.objects.filter(action="link.open").exists()


def test_a_mistyped_link_is_not_repeated_in_the_trail(client: Client, address: str) -> None:
    client.get(address.rstrip("/") + "x/")

    (event,) = AccessEvent.objects.filter(result="denied")
    assert event.action == "link.open"
    assert "svglink_" not in f"{event.resource_id}{event.context}"


def test_the_log_masks_it(address: str) -> None:
    assert "svglink_" not in mask(f"GET {address}")


@pytest.mark.parametrize("lose", [shut_out, keep_from_downloading])
def test_who_may_take_no_file_makes_no_link(
    client: Client, svg: Any, lose: Callable[[User], None]
) -> None:
    lose(svg.owner)
    client.force_login(svg.owner)

    client.post(reverse("links", args=[svg.request.pk]), {"duration": "day"})

    assert not StageLink.objects.exists()


def test_an_admin_makes_none_for_somebody_elses(client: Client, svg: Any, admin_user: User) -> None:
    client.force_login(admin_user)
    url = reverse("links", args=[svg.request.pk])

    assert client.post(url, {"duration": "day"}).status_code == 403
    assert not StageLink.objects.exists()
    assert "Make a link" not in client.get(url).content.decode()


@pytest.mark.parametrize("duration", ["", "year", "0"])
def test_a_wrong_duration_makes_none(client: Client, svg: Any, duration: str) -> None:
    client.force_login(svg.owner)

    answer = client.post(reverse("links", args=[svg.request.pk]), {"duration": duration})

    assert answer.status_code == 422
    assert "Choose how long the link works." in answer.content.decode()


def test_a_picture_has_only_so_many(client: Client, svg: Any) -> None:
    StageLinkFactory.create_batch(links.MOST_LIVE, svg=svg)
    client.force_login(svg.owner)

    answer = client.post(reverse("links", args=[svg.request.pk]), {"duration": "day"})

    assert "Revoke some first" in answer.content.decode()
    StageLink.objects.update(expires_at=timezone.now())
    answer = client.post(reverse("links", args=[svg.request.pk]), {"duration": "day"})
    assert ADDRESS.search(answer.content.decode())


def test_the_request_page_has_the_section(client: Client, svg: Any) -> None:
    client.force_login(svg.owner)

    assert "Make a link" in client.get(reverse("request", args=[svg.request.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_make_no_more_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_LIVE", 1)
    svg = GeneratedSVGFactory.create()
    together = Barrier(4)

    def click(_: int) -> bool:
        try:
            by = User.objects.get(pk=svg.owner.pk)
            by.has_perm("generation.submit_request")
            together.wait()
            links.make(by=by, svg=svg, duration="day")
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(click, range(4)))

    assert sum(made) == StageLink.objects.count() == 1
