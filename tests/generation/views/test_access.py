"""Reading a request leaves the events that it should; who may is `test_access_matrix.py`."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.access_control import change_access
from auditing.models import AccessEvent
from auditing.restrictions import Restrictions
from generation.models import UserSession
from generation.sessions import close_session
from tests.factories import GeneratedSVGFactory, RequestFactory, UserFactory, UserSessionFactory

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


FOR_ITS_OWNER = [
    ("favourite", "request.favourite"),
    ("add-tags", "request.tag"),
    ("remove-tag", "request.untag"),
    ("refine", "request.refine"),
    ("vary", "request.variation"),
    ("compare", "request.compared"),
    ("colours", "request.recolour"),
    ("stage-file", "picture.choose"),
    ("links", "link.make"),
]


@pytest.mark.parametrize(("name", "action"), FOR_ITS_OWNER)
def test_what_was_refused_is_not_told_as_done(
    client: Client, admin_user: Any, svg: Any, name: str, action: str
) -> None:
    client.force_login(admin_user)

    client.post(reverse(name, args=[svg.request.pk]), {"on": "1", "tag": "x", "duration": "day"})

    found = AccessEvent.objects.filter(actor_id=str(admin_user.pk)).exclude(label_of_sessions())
    assert set(found.values_list("action", "result")) == {(action, "denied")}


def label_of_sessions() -> Q:
    return Q(resource_label=UserSession._meta.label)


@pytest.mark.parametrize(("name", "status"), [("cancel", "pending"), ("retry", "failed")])
def test_what_an_admin_did_is_told_once_and_only_if_it_was_done(
    client: Client, admin_user: Any, staff: Any, name: str, status: str
) -> None:
    request = RequestFactory.create(owner=staff, status=status)
    client.force_login(admin_user)

    for _ in range(2):
        client.post(reverse(name, args=[request.pk]))

    told = AccessEvent.objects.filter(subject_owner_id=str(staff.pk))
    assert list(told.values_list("action", "result")) == [(f"request.{name}", "allowed")]


def test_a_file_that_was_not_given_is_not_told_as_downloaded(
    client: Client, admin_user: Any, svg: Any
) -> None:
    bound, why = Restrictions(no_downloads=True), "they look only, for now"
    looker = UserFactory.create(role="admin")
    change_access(by=None, user=looker, level="restricted", restrictions=bound, reason=why)
    client.force_login(User.objects.get(pk=looker.pk))

    answers = [open_page(client, name, svg) for name in ("download", "source")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not AccessEvent.objects.filter(
        actor_id=str(looker.pk), action__startswith="picture.", result="allowed"
    ).exists()


def test_a_session_that_an_admin_ended_is_told_to_its_person(admin_user: Any) -> None:
    session = UserSessionFactory.create()

    close_session(session.pk, by=admin_user, reason="revoked")

    event = AccessEvent.objects.get(action="session.revoked")
    assert event.subject_owner_id == str(session.owner_id)
