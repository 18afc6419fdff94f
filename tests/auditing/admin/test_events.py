"""An event's own page: what happened, who it was, and whether it is as it was written."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auditing.chain.erasing import erase_events
from auditing.chain.pruning import prune
from auditing.models import AccessEvent
from auditing.recording import record_event
from auditing.verification.one import examine, is_intact
from tests.auditing.tampering import run, write

pytestmark = pytest.mark.django_db


def page(client: Client, admin_user: User, event: AccessEvent) -> str:
    client.force_login(admin_user)
    url = reverse("admin:auditing_accessevent_change", args=[event.pk])
    return client.get(url).content.decode()


def test_it_shows_place_hash_and_neighbours(client: Client, admin_user: User) -> None:
    event = write(3)[1]

    text = page(client, admin_user, event)

    assert "lane 1, position 2" in text
    assert event.hash in text and event.previous_hash in text
    assert "Joined to the event before, position 1." in text
    assert "Joined to the event after, position 3." in text


def test_facts_are_text(client: Client, admin_user: User) -> None:
    event = record_event(by=admin_user, action="x", context={"asked": "<script>alert(1)</script>"})

    text = page(client, admin_user, event)

    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text


def test_a_changed_one_is_marked_in_the_list(client: Client, admin_user: User) -> None:
    write(1)
    run("UPDATE access_events SET action = 'other' WHERE position = 1")

    assert not is_intact(AccessEvent.objects.get(position=1))
    client.force_login(admin_user)
    text = client.get(reverse("admin:auditing_accessevent_changelist")).content.decode()
    assert "icon-no" in text and "icon-yes" in text


def held(event: AccessEvent) -> list[bool]:
    return [answer.holds for answer in examine(AccessEvent.objects.get(pk=event.pk))]


def test_what_is_wrong_with_a_neighbour_is_said() -> None:
    events = write(5)
    assert [held(event) for event in events] == [[True] * 3] * 5

    run("DELETE FROM access_events WHERE position = 3")
    assert held(events[1]) == [True, True, False]
    assert held(events[3]) == [True, False, True]


def test_pruned_and_erased_neighbours_are_well() -> None:
    events = write(3)
    prune(by=None, event_ids=[events[0].pk])
    erase_events(by=None, event_ids=[events[1].pk])

    assert held(events[1]) == [True, True, True]


def test_an_erased_person_is_not_named(client: Client, admin_user: User) -> None:
    event = write(2)[0]
    erase_events(by=None, event_ids=[event.pk])

    assert "Erased on" in page(client, admin_user, event)
