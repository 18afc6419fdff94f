"""Legal holds: what they name stays, whichever way somebody tries to delete it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from auditing.models import AccessEvent, LegalHold, RetentionRun
from auditing.retention.disposition import deletes_on, with_deletes_on
from auditing.retention.holds import lift_hold, place_hold
from auditing.retention.planning import plan
from generation.models import GeneratedSVG, SVGGenerationRequest
from tests import factories
from tests.auditing.retention.conftest import days_ago, old_picture, old_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def hold(admin_user: User) -> Callable[..., LegalHold]:
    def place(**scope: Any) -> LegalHold:
        words = {"matter": "Smith v Acme", "reason": "claim of 3 May", "owner": "Legal"}
        return place_hold(by=admin_user, **{**words, **scope})

    return place


def test_a_hold_on_a_person(purge: Any, hold: Any) -> None:
    held, other = old_request(), old_request()
    hold(person=held.owner)

    run: RetentionRun = purge("requests")

    assert list(SVGGenerationRequest.objects.all()) == [held]
    assert [(e["matter"], e["rows"]) for e in run.held] == [("Smith v Acme", 1)]
    assert other.pk != held.pk


def test_a_hold_on_a_record(purge: Any, hold: Any) -> None:
    held, _ = old_request(), old_request()
    hold(record_id=str(held.pk))

    purge("requests")

    assert list(SVGGenerationRequest.objects.all()) == [held]


def test_a_hold_on_a_request_keeps_its_picture(purge: Any, hold: Any) -> None:
    picture, _ = old_picture(), old_picture()
    hold(record_id=picture.request.pk)

    purge("svgs")

    assert list(GeneratedSVG.objects.all()) == [picture]


def test_a_hold_on_a_time(purge: Any, hold: Any) -> None:
    held, _ = old_request(500), old_request(400)
    hold(since=days_ago(510), until=days_ago(490))

    purge("requests")

    assert list(SVGGenerationRequest.objects.all()) == [held]


@pytest.mark.parametrize("words", ["LIGHTHOUSE", "100%", "a_b", "\\"])
def test_a_hold_on_words(purge: Any, hold: Any, words: str) -> None:
    held = old_request(prompt_text=f"a red {words.lower()} by the sea")
    old_request(prompt_text="a red house, 100 axb")
    hold(search=words)

    purge("requests")

    assert list(SVGGenerationRequest.objects.all()) == [held]


def test_all_parts_of_a_scope_have_to_fit(purge: Any, hold: Any) -> None:
    request = old_request(prompt_text="a red house")
    hold(person=request.owner, search="lighthouse")

    purge("requests")

    assert not SVGGenerationRequest.objects.exists()


def test_many_holds_on_one_row_and_each_keeps_it(purge: Any, hold: Any, admin_user: User) -> None:
    held = old_request()
    one = hold(person=held.owner)
    hold(matter="Audit 2026", record_id=held.pk)

    lift_hold(by=admin_user, hold_id=one.pk, reason="settled")
    run = purge("requests")

    assert SVGGenerationRequest.objects.exists()
    assert [e["matter"] for e in run.held] == ["Audit 2026"]


def test_lifting_lets_go(purge: Any, hold: Any, admin_user: User) -> None:
    placed = hold(person=old_request().owner)
    purge("requests")

    assert lift_hold(by=admin_user, hold_id=placed.pk, reason="settled")
    assert not lift_hold(by=admin_user, hold_id=placed.pk, reason="twice")
    purge("requests")

    assert not SVGGenerationRequest.objects.exists()
    actions = AccessEvent.objects.filter(resource_id=str(placed.pk)).order_by("timestamp")
    assert [event.action for event in actions] == ["hold.place", "hold.lift"]


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        ({}, "search"),
        ({"search": "x", "matter": " "}, "matter"),
        ({"search": "x", "reason": ""}, "reason"),
        ({"record_id": "no id"}, "record_id"),
        ({"since": days_ago(1), "until": days_ago(2)}, "until"),
    ],
)
def test_what_cannot_be_meant_is_refused(hold: Any, scope: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        hold(**scope)

    assert field in refusal.value.message_dict
    assert not LegalHold.objects.exists()


def test_a_row_says_when_it_goes_and_what_holds_it(hold: Any) -> None:
    request = old_request(10)
    step = factories.PipelineStepFactory.create(request=request)
    hold(person=request.owner)

    for row in (request, step):
        found = deletes_on(row)
        assert (found.on - request.created_at).days == 365
        assert found.matters == ("Smith v Acme",)


@pytest.mark.parametrize("with_parent", [True, False])
def test_a_list_says_the_same_as_each_row(hold: Any, with_parent: bool) -> None:
    held = factories.CortexResponseFactory.create()
    free = factories.CortexResponseFactory.create()
    if not with_parent:
        type(held).objects.update(request=None)
    hold(person=held.owner)

    for row in with_deletes_on(type(held).objects.all()):
        single = deletes_on(row)
        assert (row.deletes_on, row.is_held) == (single.on, single.is_held)
        assert row.is_held == (row.pk != free.pk)


def test_a_hold_placed_between_two_looks_of_the_plan(hold: Any) -> None:
    """The rows are counted, then a hold takes them all away from the purge."""
    held = old_request()
    placed: list[LegalHold] = []

    def place_after_counting(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if not placed and "COUNT(*)" in sql and "svg_generation_requests" in sql:
            placed.append(LegalHold(matter="this instant"))  # not again while it is placed
            placed[0] = hold(record_id=str(held.pk))
        return found

    with connection.execute_wrapper(place_after_counting):
        found = plan("requests", as_of=timezone.now())

    assert found is not None
    assert (found.rows, found.oldest, found.held_rows) == (1, None, 1)
