"""Erasing a person: the name goes, the chain stays."""

import pytest
from django.contrib.auth.models import User

from auditing import surroundings
from auditing.chain.erasing import erase_events, erase_person, stretches
from auditing.models import AccessEvent
from auditing.recording import record_event
from tests.auditing.tampering import faults, run, write

pytestmark = pytest.mark.django_db


def test_a_person_is_gone_and_the_chain_holds(staff: User, admin_user: User) -> None:
    with surroundings.in_request("192.0.2.7", "curl/8"):
        record_event(by=staff, action="request.submit", subject_owner=staff)
        record_event(by=None, action="session.sign_in", context={"username": "staff"})
        kept = record_event(by=admin_user, action="request.view", subject_owner=staff)

    count = erase_person(by=admin_user, user_id=staff.pk, username="staff", reason="asked")

    assert count == 2
    assert faults() == set()
    assert not AccessEvent.objects.filter(actor_name="staff").exists()
    assert not AccessEvent.objects.filter(personal__contains="staff").exists()
    kept.refresh_from_db()
    assert kept.actor_name == "boss"
    event = AccessEvent.objects.get(action="audit.erase")
    assert (event.actor_name, event.context["rows"]) == ("boss", {"1": [[1, 2]]})


def test_without_its_event_an_erasure_is_found() -> None:
    event = write(3)[1]
    run(
        "UPDATE access_events SET actor_name = '', salt = '', personal = '{}', "
        "erased_at = '2026-01-01 00:00:00+00:00' WHERE position = %s",
        event.position,
    )

    assert faults() == {("erasure", 2, 2)}


def test_another_time_than_the_event_says_is_found() -> None:
    erase_events(by=None, event_ids=[write(3)[1].pk])
    run("UPDATE access_events SET erased_at = '2026-01-01 00:00:00+00:00' WHERE position = 2")

    assert faults() == {("erasure", 2, 2)}


def test_many_are_erased_in_batches(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditing.chain.erasing.BATCH", 2)
    for _ in range(5):
        record_event(by=staff, action="x")

    assert erase_person(by=None, user_id=staff.pk, username="staff") == 5
    assert AccessEvent.objects.filter(action="audit.erase").count() == 3
    assert faults() == set()


def test_runs_of_positions() -> None:
    assert stretches([1, 2, 3, 5, 7, 8]) == [[1, 3], [5, 5], [7, 8]]
    assert stretches([]) == []
