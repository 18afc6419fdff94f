"""Databases that had events before the chain: each gets its place, oldest first."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from auditing.chain.founding import chain_events_of_before, found_chain
from auditing.chain.gate import open_gate
from auditing.models import AccessEvent, AuditHead
from auditing.recording import record_event
from tests.auditing.tampering import faults, run

pytestmark = pytest.mark.django_db


def test_events_of_before_are_chained_in_order() -> None:
    run("DELETE FROM audit_heads")
    now = timezone.now()
    for number in range(5):
        AccessEvent(
            action=f"old.{number}",
            timestamp=now - timedelta(days=number),
            actor_name="some\x1fbody",
            context={"request_id": "abc", "ip": "192.0.2.7", "asked": "q"},
            chain=0,
            position=number,
        ).save_base(force_insert=True)

    with open_gate():
        chain_events_of_before(AccessEvent, AuditHead, using="default")

    events = AccessEvent.objects.order_by("position")
    assert [event.action for event in events] == [f"old.{number}" for number in (4, 3, 2, 1, 0)]
    assert (events[0].request_id, events[0].personal) == ("abc", {"ip": "192.0.2.7"})
    assert record_event(by=None, action="new").position == 6
    assert faults() == set()


def test_missing_heads_are_not_made_again_beside_events() -> None:
    record_event(by=None, action="x")
    run("DELETE FROM audit_heads WHERE chain = 1")

    found_chain()

    assert not AuditHead.objects.filter(chain=1).exists()
    assert faults() == {("head", 0, 0)}


def test_founding_twice_changes_nothing() -> None:
    before: Any = list(AuditHead.objects.values_list())

    found_chain()

    assert list(AuditHead.objects.values_list()) == before
