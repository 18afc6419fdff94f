"""Whatever somebody changes without the key is found and named, and nothing else is."""

from typing import Any

import pytest
from django.db import connection

from auditing.chain.canonical import GENESIS
from auditing.chain.erasing import erase_events
from auditing.models import AccessEvent, AuditHead
from auditing.recording import record_event
from auditing.verification import verify
from tests.auditing.tampering import faults, only, run, write

pytestmark = pytest.mark.django_db

OTHER_HASH = "f" * 64

# column → (what somebody puts there, as what verification names it)
COLUMNS: dict[str, tuple[Any, set[str]]] = {
    "event_id": ("0" * 32, {"content"}),
    "timestamp": ("2020-01-01 00:00:00", {"content"}),
    "action": ("something.else", {"content"}),
    "resource_label": ("auth.Group", {"content"}),
    "resource_id": ("2", {"content"}),
    "result": ("denied", {"content"}),
    "request_id": ("other", {"content"}),
    "context": ('{"a":2}', {"content"}),
    "actor_id": ("77", {"personal"}),
    "actor_name": ("somebody else", {"personal"}),
    "real_actor_id": ("78", {"personal"}),
    "real_actor_name": ("boss", {"personal"}),
    "subject_owner_id": ("79", {"personal"}),
    "personal": ('{"ip":"10.0.0.1"}', {"personal"}),
    "chain": (5, {"removed", "content", "inserted"}),
    "position": (40, {"removed", "content", "inserted"}),
    "previous_hash": (OTHER_HASH, {"link"}),
    "hash": (OTHER_HASH, {"link"}),
    "key_id": ("00000000", {"key"}),
    "salt": ("00", {"personal"}),
    "personal_digest": (OTHER_HASH, {"personal"}),
    "erased_at": ("2020-01-01 00:00:00", {"personal"}),
}


def test_a_trail_as_it_was_written_has_no_findings() -> None:
    write(5)

    report = verify()

    assert (report.rows, report.findings) == (5, [])


def test_every_column_is_tried_here() -> None:
    assert {field.column for field in AccessEvent._meta.concrete_fields} == set(COLUMNS)


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found_and_its_row_named(column: str, which: int) -> None:
    changed = write(3)[which]
    value, kinds = COLUMNS[column]

    put(column, value, changed)

    findings = verify().findings
    named = {found.event_id for found in findings if found.event_id}
    assert {str(found.kind) for found in findings} <= kinds
    assert findings
    assert named in ({changed.pk.hex}, {"0" * 32}, set())


def put(column: str, value: Any, event: AccessEvent) -> None:
    run(f"UPDATE access_events SET {column} = %s WHERE event_id = %s", value, key(event))  # noqa: S608


def key(event: AccessEvent) -> str:
    return event.pk.hex if connection.vendor == "sqlite" else str(event.pk)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_of_an_erased_row(column: str) -> None:
    event = write(3)[1]
    erase_events(by=None, event_ids=[event.pk])
    assert faults() == set()

    put(column, COLUMNS[column][0], event)

    assert faults() != set()


def test_a_removed_row_in_the_middle_is_named_by_its_place() -> None:
    events = write(5)

    run("DELETE FROM access_events WHERE event_id = %s", key(events[2]))

    assert faults() == {("removed", 3, 3)}


def test_a_removed_first_row() -> None:
    run("DELETE FROM access_events WHERE event_id = %s", key(write(3)[0]))

    assert faults() == {("removed", 1, 1)}


def test_the_newest_rows_removed() -> None:
    write(5)

    run("DELETE FROM access_events WHERE position > 3")

    assert faults() == {("removed", 4, 5)}


def test_all_rows_removed() -> None:
    write(5)

    run("DELETE FROM access_events")

    assert faults() == {("removed", 1, 5)}


def test_the_tail_cut_off_and_the_head_put_back_without_the_key() -> None:
    third = write(5)[2]

    run("DELETE FROM access_events WHERE position > 3")
    run("UPDATE audit_heads SET position = 3, hash = %s WHERE chain = 1", third.hash)

    assert only().kind == "head"


def test_the_tail_rewritten_without_the_key() -> None:
    write(5)

    run("UPDATE access_events SET action = 'nothing' WHERE position > 2")

    assert faults() == {("content", 3, 5)}


def test_the_tail_rewritten_with_another_key(settings: Any) -> None:
    write(3)
    before = settings.AUDIT_KEY
    settings.AUDIT_KEY, settings.AUDIT_OLD_KEYS = "k" * 40, [before]
    write(2)

    settings.AUDIT_KEY, settings.AUDIT_OLD_KEYS = before, []

    assert faults() == {("key", 4, 5), ("head", 5, 5)}


def test_two_swapped() -> None:
    write(5)

    for old, new in [(2, 99), (3, 2), (99, 3)]:
        run("UPDATE access_events SET position = %s WHERE position = %s", new, old)

    assert faults() == {("link", 2, 3)}


def test_one_put_in_past_the_end() -> None:
    event = write(3)[2]

    copy = dict(event_values(event), event_id="1" * 32, position=4, previous_hash=event.hash)
    insert(copy)

    assert {(kind, first) for kind, first, _ in faults()} == {("content", 4), ("inserted", 4)}


def test_one_put_in_the_place_of_another() -> None:
    event = write(3)[1]
    values = event_values(event)

    run("DELETE FROM access_events WHERE position = 2")
    insert(dict(values, event_id="1" * 32, action="nothing"))

    assert faults() == {("content", 2, 2)}


def event_values(event: AccessEvent) -> dict[str, Any]:
    fields = AccessEvent._meta.concrete_fields
    return {
        field.column: field.get_db_prep_save(getattr(event, field.attname), connection)
        for field in fields
    }


def insert(values: dict[str, Any]) -> None:
    marks = ", ".join(["%s"] * len(values))
    run(f"INSERT INTO access_events ({', '.join(values)}) VALUES ({marks})", *values.values())  # noqa: S608


def test_a_removed_head() -> None:
    write(2)

    run("DELETE FROM audit_heads WHERE chain = 1")

    assert faults() == {("head", 0, 0)}


@pytest.mark.parametrize("column", ["position", "hash", "key_id", "mac"])
def test_every_column_of_a_head(column: str) -> None:
    write(2)

    AuditHead.objects.filter(chain=1).update(**{column: 1 if column == "position" else "0" * 8})

    assert only().kind == "head"


def test_a_forged_head_is_left_as_it_is_and_another_lane_written() -> None:
    write(2)
    AuditHead.objects.filter(chain=1).update(position=1, hash=GENESIS)

    event = record_event(by=None, action="after")

    assert (event.chain, event.position) == (2, 1)
    assert {kind for kind, *_ in faults()} == {"head"}


def test_one_fault_among_many_rows_is_one_finding() -> None:
    write(60)
    run("UPDATE access_events SET action = 'nothing' WHERE position IN (5, 30)")
    run("DELETE FROM access_events WHERE position IN (10, 40)")

    assert faults() == {
        ("content", 5, 5),
        ("removed", 10, 10),
        ("content", 30, 30),
        ("removed", 40, 40),
    }


def test_rows_that_are_no_text_do_not_stop_it() -> None:
    write(4)
    if connection.vendor == "sqlite":
        run("UPDATE access_events SET action = CAST(x'ff00fe' AS TEXT) WHERE position = 2")
        run("UPDATE access_events SET position = 'third' WHERE position = 3")
        assert {"content", "removed", "inserted"} == {kind for kind, *_ in faults()}
    else:
        run("UPDATE access_events SET action = chr(31) || 'x' WHERE position = 2")
        assert faults() == {("content", 2, 2)}
