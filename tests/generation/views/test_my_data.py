"""Who looked at my data: others' looks, grouped, with their reasons."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing import looks, reveals
from auditing.recording import record_event
from generation.concealing import LABEL
from tests.factories import GeneratedSVGFactory, RequestFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def page(client: Client, address: str = "/my-data/") -> str:
    return client.get(address).content.decode()


def test_nobody(me: Client) -> None:
    assert "Nobody has looked at your data." in page(me)


def test_a_look_a_download_and_a_reveal(me: Client, staff: User, admin_user: User) -> None:
    request = RequestFactory.create(owner=staff, filename="my-house")
    svg = GeneratedSVGFactory.create(request=request)
    other = Client()
    other.force_login(admin_user)
    other.get(reverse("request", args=[request.pk]))
    other.get(reverse("download", args=[svg.request.pk]))
    reveals.reveal(
        by=admin_user,
        label=LABEL,
        resource_id=str(request.pk),
        subject_owner=staff,
        reason="the owner asked for help",
    )

    shown = me.get("/my-data/")
    text = shown.content.decode()

    assert len(shown.context["looks"]) == 1  # one person, one request, one day
    assert "boss" in text and "my-house.svg" in text
    assert "Reason: the owner asked for help" in text
    assert "downloaded the picture" in text


def test_own_refused_and_other_peoples_are_left_out(me: Client, staff: User) -> None:
    stranger = UserFactory.create(username="stranger")
    record_event(by=staff, action="request.view", subject_owner=staff)
    record_event(by=stranger, action="request.view", subject_owner=staff, result="denied")
    record_event(by=stranger, action="request.view", subject_owner=stranger)
    record_event(by=None, action="request.sweep", subject_owner=staff)

    assert "Nobody has looked at your data." in page(me)


def test_older_looks_are_on_a_further_page(
    me: Client, staff: User, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE_EVENTS", 2)
    for name in ("first", "second", "third"):
        request = RequestFactory.create(owner=staff, filename=name)
        record_event(by=admin_user, action="request.view", resource=request)

    newest = page(me)
    assert "third" in newest and "first" not in newest
    before = looks.looks_at(staff).older
    assert "first" in me.get("/my-data/", {"before": before.isoformat()}).content.decode()


@pytest.mark.parametrize("before", ["", "x", "2026-13-45", "2026-01-01", "%00", "9" * 5000])
def test_a_time_that_is_none(me: Client, before: str) -> None:
    assert me.get("/my-data/", {"before": before}).status_code in (200, 400)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans so small a table")
def test_it_is_one_look_up_in_an_index(staff: User) -> None:
    plan = looks.events_about(staff).order_by("-timestamp").explain()

    assert "idx_events_owner" in plan
    assert "TEMP B-TREE" not in plan


def test_the_number_of_look_ups_does_not_grow(
    me: Client, staff: User, admin_user: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        svg = GeneratedSVGFactory.create(request=RequestFactory.create(owner=staff))
        record_event(by=admin_user, action="picture.download", resource=svg)

    with django_assert_max_num_queries(12):
        me.get("/my-data/", {"before": (timezone.now() + timedelta(days=1)).isoformat()})
