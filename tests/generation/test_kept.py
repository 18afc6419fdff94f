"""What is kept about a person and when it goes: counts, dates from the policies, holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from auditing.models import RetentionPolicy
from auditing.recording import record_event
from auditing.retention.holds import lift_hold, place_hold
from generation import kept
from generation.kept import Kept, days_in_words, kept_of
from generation.models import Status
from tests.factories import (
    ExportJobFactory,
    GeneratedSVGFactory,
    RequestFactory,
    UserFactory,
    UserSessionFactory,
)

pytestmark = pytest.mark.django_db


def lines(user: User) -> dict[str, Kept]:
    return {line.kind.model.__name__: line for line in kept_of(user)}


def test_nothing_yet(staff: User) -> None:
    found = lines(staff)

    assert {line.number for line in found.values()} == {0}
    assert {line.goes for line in found.values()} == {None}
    assert found["SVGGenerationRequest"].time == "1 year"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (90, "3 months"),
        (100, "100 days"),
        (360, "12 months"),
        (365, "1 year"),
        (1095, "3 years"),
    ],
)
def test_whole_years_and_months_are_called_so(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_counts_and_dates_are_of_the_persons_own(staff: User) -> None:
    now = timezone.now()
    old, new = now - timedelta(days=100), now - timedelta(days=1)
    for made in (old, new):
        RequestFactory.create(owner=staff, created_at=made, status=Status.COMPLETED)
    RequestFactory.create(created_at=now - timedelta(days=200), status=Status.COMPLETED)
    GeneratedSVGFactory.create(
        owner=staff, request=None, generated_at=old, stage_path="@s/x.svg", sha256="0" * 64
    )
    UserSessionFactory.create(owner=staff, is_active=False)
    ExportJobFactory.create(owner=staff)
    record_event(by=None, action="request.view", subject_owner=staff)

    found = lines(staff)

    requests = found["SVGGenerationRequest"]
    assert (requests.number, requests.oldest, requests.newest) == (2, old, new)
    assert requests.goes == old + timedelta(days=365)
    assert found["GeneratedSVG"].goes == old + timedelta(days=730)
    assert {name: line.number for name, line in found.items()} == {
        "SVGGenerationRequest": 2,
        "GeneratedSVG": 1,
        "UserSession": 1,
        "ExportJob": 1,
        "AccessEvent": 1,
    }


def test_what_may_not_go_yet_has_no_day(staff: User) -> None:
    RequestFactory.create(owner=staff, status=Status.PENDING)

    assert lines(staff)["SVGGenerationRequest"].goes is None


def test_what_is_over_goes_with_the_next_purge(staff: User) -> None:
    made = timezone.now() - timedelta(days=400)
    RequestFactory.create(owner=staff, created_at=made, status=Status.FAILED)

    goes = lines(staff)["SVGGenerationRequest"].goes

    assert goes is not None and abs(goes - timezone.now()) < timedelta(minutes=1)


def test_for_ever(staff: User) -> None:
    RequestFactory.create(owner=staff, status=Status.COMPLETED)
    policy = RetentionPolicy.objects.filter(data_class="requests", state="in_force")
    policy.update(unit="forever", amount=0)

    found = lines(staff)["SVGGenerationRequest"]

    assert (found.time, found.goes) == ("for ever", None)


def test_a_hold_is_said_for_whom_it_keeps_something(staff: User, admin_user: User) -> None:
    other = UserFactory.create()
    for owner in (staff, other):
        RequestFactory.create(owner=owner)
    place_hold(by=admin_user, matter="Case 7", reason="a claim", owner="Legal", person=staff)

    assert lines(staff)["SVGGenerationRequest"].is_held
    assert not lines(other)["SVGGenerationRequest"].is_held
    assert not lines(staff)["GeneratedSVG"].is_held


def test_holds_are_looked_for_again_where_they_are_others(staff: User, admin_user: User) -> None:
    RequestFactory.create(owner=staff, prompt_text="A lighthouse on a cliff")
    about: Any = {"by": admin_user, "reason": "a claim", "owner": "Legal"}
    place_hold(matter="Case 8", search="zeppelin", **about)
    assert not lines(staff)["SVGGenerationRequest"].is_held

    hold = place_hold(matter="Case 9", search="lighthouse", **about)
    assert lines(staff)["SVGGenerationRequest"].is_held

    lift_hold(by=admin_user, hold_id=hold.pk, reason="settled")
    assert not lines(staff)["SVGGenerationRequest"].is_held


def test_what_holds_keep_is_looked_for_once(staff: User, admin_user: User) -> None:
    RequestFactory.create(owner=staff)
    place_hold(by=admin_user, matter="Case 8", reason="a claim", owner="Legal", search="zeppelin")
    with CaptureQueriesContext(connection) as first:
        lines(staff)

    with CaptureQueriesContext(connection) as second:
        lines(staff)

    assert sum("EXISTS" in query["sql"] for query in first.captured_queries) == 1
    assert len(second) == len(first) - 1


def test_very_many_are_not_counted_to_the_last(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for _ in range(2):
        RequestFactory.create(owner=staff)
    found = lines(staff)["SVGGenerationRequest"]
    assert (found.number, found.are_more) == (2, False)

    RequestFactory.create(owner=staff)
    found = lines(staff)["SVGGenerationRequest"]
    assert (found.number, found.are_more) == (2, True)


def test_an_oldest_that_may_not_go_yet_is_passed_over(staff: User) -> None:
    now = timezone.now()
    old, middle, new = (now - timedelta(days=days) for days in (90, 60, 30))
    for made, status in (
        (old, Status.PENDING),
        (middle, Status.COMPLETED),
        (new, Status.COMPLETED),
    ):
        RequestFactory.create(owner=staff, created_at=made, status=status)

    found = lines(staff)["SVGGenerationRequest"]

    assert (found.oldest, found.newest) == (old, new)
    assert found.goes == middle + timedelta(days=365)
