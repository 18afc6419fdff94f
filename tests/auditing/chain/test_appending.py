"""Lanes without gaps, whatever is rolled back or written at once; nothing happens unrecorded."""

import threading
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from auditing.chain import triggers
from auditing.chain.heads import ChainUnusable
from auditing.models import AccessEvent, AuditHead
from auditing.recording import record_event
from tests.auditing.tampering import faults, write

pytestmark = pytest.mark.django_db

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="about PostgreSQL's TRUNCATE and row locks"
)


def test_each_event_names_the_one_before() -> None:
    first, second = write(2)

    assert (first.position, second.position) == (1, 2)
    assert second.previous_hash == first.hash
    assert AuditHead.objects.get(chain=1).hash == second.hash


def test_what_is_rolled_back_leaves_no_gap() -> None:
    write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(2)
        raise ZeroDivisionError
    last = write(1)[0]

    assert last.position == 2
    assert faults() == set()


def test_one_transaction_keeps_to_one_lane() -> None:
    with transaction.atomic():
        lanes = {event.chain for event in write(5)}

    assert len(lanes) == 1


def test_a_swallowed_failure_still_undoes_the_action(
    staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        staff.first_name = "Unrecorded"
        staff.save()
        monkeypatch.setattr("auditing.chain.appending.move_head", fail)
        with pytest.raises(DatabaseError):
            record_event(by=staff, action="x")

    staff.refresh_from_db()
    assert staff.first_name == ""


def fail(*_: Any, **__: Any) -> None:
    raise DatabaseError("the disk is full")


def test_a_key_that_signed_nothing_is_refused_in_plain_words(settings: Any) -> None:
    settings.AUDIT_KEY = "another key, long enough for anybody"

    with pytest.raises(ChainUnusable, match="AUDIT_OLD_KEYS"):
        write(1)


def test_a_new_key_goes_on_where_the_old_one_ended(settings: Any) -> None:
    write(2)
    settings.AUDIT_OLD_KEYS = [settings.AUDIT_KEY]
    settings.AUDIT_KEY = "another key, long enough for anybody"

    assert write(1)[0].position == 3
    assert faults() == set()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_events SET action = 'x'",
        "DELETE FROM access_events",
        "DELETE FROM audit_heads",
    ],
)
def test_the_database_refuses_by_itself(sql: str) -> None:
    write(1)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@on_postgresql
@pytest.mark.parametrize("table", ["access_events", "audit_heads", "audit_pruned"])
def test_postgresql_refuses_truncate(table: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table}")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has REPLACE")
def test_sqlite_refuses_to_replace() -> None:
    write(1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute("REPLACE INTO access_events SELECT * FROM access_events")


def test_a_dropped_trigger_is_found_and_comes_back() -> None:
    table = " ON access_events" if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f"DROP TRIGGER access_events_no_update{table}")
    assert faults() == {("guard", 0, 0)}

    triggers.install(connection)
    assert faults() == set()


def test_an_open_gate_is_found() -> None:
    connection.cursor().execute("INSERT INTO audit_gate (id) VALUES (1)")

    assert faults() == {("guard", 0, 0)}


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_lanes_without_gaps() -> None:
    """Each transaction waits for the others in the middle, so that all are open together."""
    threads = 6 if connection.vendor == "postgresql" else 3
    together = threading.Barrier(threads)

    def work() -> None:
        try:
            if connection.vendor == "postgresql":
                with transaction.atomic():
                    record_event(by=None, action="first")
                    together.wait(timeout=20)
                    record_event(by=None, action="second")
            for number in range(5):
                record_event(by=None, action=f"later.{number}")
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert faults() == set()
    if connection.vendor == "postgresql":
        assert AccessEvent.objects.filter(action="first").values("chain").distinct().count() == 6
    assert AccessEvent.objects.filter(action="later.4").count() == threads


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_where_all_lanes_are_taken_a_writer_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditing.chain.heads.LANES", 1)
    written = threading.Event()

    def work() -> None:
        try:
            record_event(by=None, action="second")
            written.set()
        finally:
            connection.close()

    with transaction.atomic():
        record_event(by=None, action="first")
        worker = threading.Thread(target=work)
        worker.start()
        assert not written.wait(0.3)
    worker.join(timeout=20)

    assert list(AccessEvent.objects.order_by("position").values_list("chain", "position")) == [
        (1, 1),
        (1, 2),
    ]
