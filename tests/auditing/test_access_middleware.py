"""What a request leaves: its surroundings, the admin's pages, refusals nobody else recorded."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def events(**only: Any) -> list[AccessEvent]:
    return list(AccessEvent.objects.filter(**only).order_by("chain", "position"))


def test_an_event_carries_the_request_s_id_address_and_browser(boss: Client) -> None:
    url = reverse("admin:auth_user_changelist")
    boss.get(url, headers={"X-Request-Id": "forged", "User-Agent": "curl/8"})

    (event,) = events(action="admin.list")
    assert len(event.request_id) == 36
    assert event.personal == {"ip": "127.0.0.1", "user_agent": "curl/8"}


@pytest.mark.parametrize("value", ["\x00", "x" * 5000, "<script>", "a\r\nb: c", "\xff\xfe", "🙂"])
def test_hostile_headers_break_nothing(boss: Client, value: str) -> None:
    names = ("HTTP_X_REQUEST_ID", "HTTP_X_CORRELATION_ID", "HTTP_USER_AGENT")
    headers: Any = dict.fromkeys((*names, "HTTP_X_FORWARDED_FOR"), value)

    assert boss.get(reverse("admin:auth_user_changelist"), **headers).status_code == 200

    (event,) = events(action="admin.list")
    assert event.request_id != value
    assert len(event.personal["user_agent"]) <= 200


@pytest.mark.parametrize("name", ["auth_user", "auth_group", "auditing_accessevent"])
def test_any_list_of_the_admin_is_an_event(boss: Client, name: str) -> None:
    boss.get(reverse(f"admin:{name}_changelist"))

    assert len(events(action="admin.list")) == 1


def test_a_row_of_the_admin_says_whose_it_is(boss: Client, staff: User) -> None:
    request = factories.RequestFactory.create(owner=staff)

    boss.get(reverse("admin:generation_svggenerationrequest_change", args=[request.pk]))
    boss.get(reverse("admin:auth_user_change", args=[staff.pk]))

    assert [event.subject_owner_id for event in events(action="admin.view")] == [str(staff.pk)] * 2


def test_an_action_is_recorded_before_it_is_carried_out(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = factories.UserSessionFactory.create()
    data = {"action": "revoke", "_selected_action": [session.pk]}
    url = reverse("admin:generation_usersession_changelist")
    monkeypatch.setattr("auditing.reading.record_event", fail)

    with pytest.raises(DatabaseError):
        boss.post(url, data)

    session.refresh_from_db()
    assert session.is_active


def test_an_action_names_its_rows(boss: Client) -> None:
    session = factories.UserSessionFactory.create()
    data = {"action": "revoke", "_selected_action": [session.pk]}

    boss.post(reverse("admin:generation_usersession_changelist"), data)

    (event,) = events(action="admin.action")
    assert event.context == {"name": "revoke", "rows": 1, "first": [str(session.pk)]}


def fail(**_: Any) -> None:
    raise DatabaseError("the disk is full")


def test_a_page_that_cannot_be_recorded_is_not_shown(
    boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditing.reading.record_event", fail)

    with pytest.raises(DatabaseError):
        boss.get(reverse("admin:auth_user_changelist"))


def test_a_refusal_that_nobody_recorded(client: Client, staff: User) -> None:
    client.force_login(staff)

    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/stages/NO_SUCH_STAGE/").status_code == 404

    refused = events(result="denied")
    assert [(event.action, event.resource_id) for event in refused] == [
        ("page.open", ""),
        ("page.open", "NO_SUCH_STAGE"),
    ]
    assert refused[1].context == {"method": "GET", "path": "/stages/NO_SUCH_STAGE/", "status": 404}


def test_a_refusal_that_a_view_recorded_is_one_event(client: Client, staff: User) -> None:
    other = factories.RequestFactory.create()
    client.force_login(staff)

    assert client.get(reverse("request", args=[other.pk])).status_code == 404

    assert [event.action for event in events(result="denied")] == ["request.view"]


def test_a_form_without_its_token_is_a_refusal(staff: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)

    assert client.post("/", {}).status_code == 403

    assert len(events(result="denied")) == 1


@pytest.mark.parametrize("address", ["/favicon.ico", "/nowhere/", "/admin/nowhere/"])
def test_a_mistyped_address_is_no_refusal(boss: Client, address: str) -> None:
    assert boss.get(address).status_code == 404

    assert events(result="denied") == []
