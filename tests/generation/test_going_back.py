"""`next` leads back to a page of ours, and nothing that is typed there is an error."""

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from generation.going_back import page_before
from tests import factories

NO_PAGES = ["foo", "?x", "#", "é", "request", "logout", "history", "next=/history/&next=b", "."]
ELSEWHERE = ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"]
LONG = ["/" + "x" * 3000]


@pytest.mark.parametrize("to", ["", *NO_PAGES, *ELSEWHERE, *LONG, "\0", "http://[", "../x"])
def test_what_is_no_page_of_ours(to: str) -> None:
    request = RequestFactory().post("/", {"next": to})

    assert page_before(request, otherwise="/there/") == "/there/"


@pytest.mark.parametrize("to", ["/", "/history/?q=a:b", "/requests/x/#é", "/%00"])
def test_a_page_of_ours(to: str) -> None:
    assert page_before(RequestFactory().post("/", {"next": to}), otherwise="/there/") == to


@pytest.mark.django_db
@pytest.mark.parametrize("to", [*NO_PAGES, *ELSEWHERE, *LONG])
@pytest.mark.parametrize("name", ["favourite", "add-tags", "remove-tag"])
def test_a_mark_leads_to_its_request(client: Client, staff: User, name: str, to: str) -> None:
    found = factories.RequestFactory.create(owner=staff)
    client.force_login(staff)

    answer = client.post(reverse(name, args=[found.pk]), {"tag": "logo", "next": to})

    assert (answer.status_code, answer["Location"]) == (302, reverse("request", args=[found.pk]))


@pytest.mark.django_db
def test_a_mark_leads_back(client: Client, staff: User) -> None:
    found = factories.RequestFactory.create(owner=staff)
    client.force_login(staff)

    url = reverse("favourite", args=[found.pk])
    answer = client.post(url, {"on": "1", "next": "/history/?tag=a"})

    assert answer["Location"] == "/history/?tag=a"


@pytest.mark.django_db
@pytest.mark.parametrize("to", [*NO_PAGES, *ELSEWHERE, *LONG])
def test_a_reveal_leads_to_its_request(client: Client, admin_user: User, to: str) -> None:
    found = factories.RequestFactory.create()
    client.force_login(admin_user)
    given = {"category": "support", "reason": "the owner asked for help", "next": to}

    opened = client.post(reverse("admin:reveal", args=[found.pk]), given)
    ended = client.post(reverse("admin:end-reveal", args=[found.pk]), {"next": to})

    page = reverse("admin:generation_svggenerationrequest_change", args=[found.pk])
    assert [opened["Location"], ended["Location"]] == [page, page]
