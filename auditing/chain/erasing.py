"""Erasing a person from the trail: their name goes, what happened stays, and so does the chain."""

from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from auditing.chain.canonical import as_text, json_text
from auditing.chain.gate import open_gate
from auditing.models import AccessEvent
from auditing.recording import Actor, record_event

ERASE = "audit.erase"

# Rows in one transaction and named in one event, which has to stay readable.
BATCH = 500

EMPTY = {
    "actor_id": "",
    "actor_name": "",
    "real_actor_id": "",
    "real_actor_name": "",
    "subject_owner_id": "",
    "personal": {},
    "salt": "",
}


def erase_person(*, by: Actor, user_id: int | str, username: str, reason: str = "") -> int:
    """Empty the personal fields of every event in which this person acted or tried to sign in.

    What others did with the person's data keeps those others' names, and of the person the bare
    number of an account. Runs in batches, each with its own event that names the places. Returns
    how many events were emptied.
    """
    ids, total = _events_of(str(user_id), username).values_list("pk", flat=True), 0
    while batch := list(ids[:BATCH]):
        erase_events(by=by, event_ids=batch, reason=reason)
        total += len(batch)
    return total


def _events_of(user_id: str, username: str) -> QuerySet[AccessEvent]:
    typed = json_text({"username": username})[1:-1]
    person = Q(actor_id=user_id) | Q(real_actor_id=user_id) | Q(personal__contains=typed)
    return AccessEvent.objects.filter(person, erased_at=None).order_by("chain", "position")


def erase_events(*, by: Actor, event_ids: list[UUID], reason: str = "") -> AccessEvent:
    """Empty these events' personal fields in one transaction; returns the event that says so."""
    now = timezone.now()
    with open_gate():
        rows: QuerySet[AccessEvent] = QuerySet(AccessEvent).filter(pk__in=event_ids, erased_at=None)
        places = list(rows.order_by("chain", "position").values_list("chain", "position"))
        rows.update(**EMPTY, erased_at=now)
        return record_event(by=by, action=ERASE, context=_context(now, places, reason))


def _context(now: datetime, places: list[tuple[int, int]], reason: str) -> dict[str, Any]:
    lanes = groupby(places, key=lambda place: place[0])
    rows = {str(chain): stretches([position for _, position in group]) for chain, group in lanes}
    return {"erased_at": as_text(now), "rows": rows, "count": len(places), "reason": reason}


def stretches(positions: list[int]) -> list[list[int]]:
    """Ascending positions as [first, last] of each unbroken run."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][1] == position - 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    return runs
