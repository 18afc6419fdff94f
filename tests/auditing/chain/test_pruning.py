"""Pruning for retention: what is left verifies, whatever was held back."""

from datetime import datetime

import pytest

from auditing.chain.erasing import erase_events
from auditing.chain.pruning import prune
from auditing.models import AccessEvent, PrunedStretch
from tests.auditing.tampering import faults, run, write

pytestmark = pytest.mark.django_db


def kept() -> list[tuple[int, int]]:
    return list(PrunedStretch.objects.values_list("first", "last"))


def test_a_prefix() -> None:
    events = write(5)

    assert prune(by=None, event_ids=[event.pk for event in events[:3]], reason="1 year") == 3

    assert (faults(), kept()) == (set(), [(1, 3)])
    context = AccessEvent.objects.get(action="audit.prune").context
    assert (context["rows"], context["reason"]) == ({"1": [[1, 3]]}, "1 year")


def test_held_events_stay_in_the_middle() -> None:
    events = write(7)

    prune(by=None, event_ids=[events[index].pk for index in (0, 2, 3, 5)])
    assert (faults(), kept()) == (set(), [(1, 1), (3, 4), (6, 6)])

    prune(by=None, event_ids=[events[index].pk for index in (1, 4)])
    assert (faults(), kept()) == (set(), [(1, 6)])


def test_everything_up_to_the_newest() -> None:
    events = write(3)
    prune(by=None, event_ids=[event.pk for event in events])
    run("DELETE FROM access_events WHERE position = 4")
    assert faults() == {("removed", 4, 4)}


def test_nothing_to_prune_leaves_no_event() -> None:
    assert prune(by=None, event_ids=[]) == 0
    assert not AccessEvent.objects.exists()


def test_the_event_of_an_erasure_outlives_what_it_explains() -> None:
    old, held, *_ = write(2)
    erasure = erase_events(by=None, event_ids=[old.pk, held.pk])

    assert prune(by=None, event_ids=[old.pk, erasure.pk]) == 1
    assert faults() == set()
    assert prune(by=None, event_ids=[held.pk, erasure.pk]) == 2
    assert faults() == set()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("chain", 2),
        ("first", 1),
        ("last", 4),
        ("previous_hash", "f" * 64),
        ("hash", "f" * 64),
        ("key_id", "00000000"),
        ("mac", "f" * 64),
        ("pruned_at", datetime.fromisoformat("2020-01-01T00:00:00+00:00")),
    ],
)
def test_every_column_of_what_is_left(column: str, value: object) -> None:
    events = write(5)
    prune(by=None, event_ids=[event.pk for event in events[1:3]])

    run(f'UPDATE audit_pruned SET "{column}" = %s', value)  # noqa: S608

    assert faults() != set()


def test_every_column_is_tried_above() -> None:
    tried = {"chain", "first", "last", "previous_hash", "hash", "key_id", "mac", "pruned_at", "id"}
    assert {field.column for field in PrunedStretch._meta.concrete_fields} == tried


def test_what_is_left_cannot_be_made_up() -> None:
    """Removing a row and writing its hashes down as pruned needs the key."""
    event = write(3)[1]
    run("DELETE FROM access_events WHERE position = 2")
    run(
        "INSERT INTO audit_pruned (id, chain, first, last, previous_hash, hash, key_id, mac, "
        "pruned_at) VALUES (1, 1, 2, 2, %s, %s, %s, %s, '2026-01-01 00:00:00+00:00')",
        event.previous_hash,
        event.hash,
        event.key_id,
        "0" * 64,
    )

    assert faults() == {("pruned", 2, 2)}
