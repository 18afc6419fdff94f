"""Which session a statement runs on: threads, forks, sessions that end, servers that fail."""

from __future__ import annotations

import multiprocessing
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generation.snowflake import errors
from generation.snowflake.connection import close_connections, thread_connection
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import SnowflakeSettings, override
from generation.snowflake.warehouse import warehouse

Fault = Callable[..., None]


def new_table() -> str:
    return f"TMP_SVG_{uuid.uuid4().hex.upper()}"


def session_id() -> int:
    with warehouse(query_tag="t") as db:
        db.context()
    number = thread_connection().session_id
    assert number is not None
    return number


def end_session() -> None:
    """What an idle night does: the account forgets the session."""
    connection: Any = thread_connection()
    connection.rest.delete_session()


def travel(content: str) -> bytes:
    table, location = (
        new_table(),
        StageLocation("SVGSITE", "PUBLIC", "SVG_STAGE", str(uuid.uuid4())),
    )
    with warehouse(query_tag=content) as db:
        db.create_table(table, kind="TEMPORARY")
        db.insert_text(table, content)
        db.copy_to_stage(table, location)
        db.drop_table(table)
        return db.read_file(location)


@pytest.mark.usefixtures("embedded")
class TestThreads:
    def test_a_thread_keeps_its_connection(self) -> None:
        assert session_id() == session_id()

    def test_eight_threads_work_side_by_side(self) -> None:
        seen: list[tuple[bytes, int]] = []

        def work(number: int) -> None:
            seen.append((travel(f"<svg>{number}</svg>"), session_id()))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert {data for data, _ in seen} == {f"<svg>{n}</svg>".encode() for n in range(8)}
        assert len({session for _, session in seen}) == 8

    def test_connections_of_ended_threads_are_closed(self) -> None:
        kept: list[Any] = []
        thread = threading.Thread(target=lambda: kept.append(thread_connection()))
        thread.start()
        thread.join()

        close_connections()
        other = threading.Thread(target=thread_connection)
        other.start()
        other.join()

        assert kept[0].is_closed()

    def test_other_settings_mean_another_connection(self, embedded: SnowflakeSettings) -> None:
        before = session_id()

        with override(replace(embedded, statement_timeout=7)):
            within = session_id()

        assert len({before, within, session_id()}) == 3


def in_a_child(results: Any) -> None:
    results.send((session_id(), travel("<svg>child</svg>")))
    results.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_gets_a_connection_of_its_own(embedded: SnowflakeSettings) -> None:
    mine = session_id()
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=in_a_child, args=(send,))

    child.start()
    theirs, data = receive.recv() if receive.poll(15) else (None, b"")
    child.join(5)

    assert (child.exitcode, data) == (0, b"<svg>child</svg>")
    assert theirs != mine
    assert session_id() == mine  # and the parent was not logged out


@pytest.mark.usefixtures("embedded")
class TestExpiry:
    def test_a_session_that_ended_is_replaced_once_and_silently(self) -> None:
        before = session_id()
        end_session()

        with warehouse(query_tag="t") as db:
            assert db.context().database == "SVGSITE"
            assert len(db.statements) == 2
        assert session_id() != before

    def test_a_temporary_table_never_moves_to_another_session(self) -> None:
        table = new_table()
        with warehouse(query_tag="t") as db:
            db.create_table(table, kind="TEMPORARY")
            end_session()

            with pytest.raises(errors.SessionExpired):
                db.insert_text(table, "x")
            with pytest.raises(errors.SessionExpired):
                db.context()
            db.drop_table(table)  # cleaning up is quiet: the table went with its session
            assert db.context().database == "SVGSITE"

    def test_a_connection_closed_from_outside_is_noticed_too(self) -> None:
        table = new_table()
        with warehouse(query_tag="t") as db:
            db.create_table(table, kind="TEMPORARY")
            close_connections()

            with pytest.raises(errors.SessionExpired):
                db.insert_text(table, "x")

    def test_a_transient_table_outlives_its_session(self) -> None:
        table = new_table()
        with warehouse(query_tag="t") as db:
            db.create_table(table, kind="TRANSIENT")
            end_session()
            db.insert_text(table, "x")

            assert [found.name for found in db.list_tables(table)] == [table]
            db.drop_table(table)

    def test_a_token_that_expired_is_renewed_within_the_session(self, fault: Fault) -> None:
        table = new_table()
        with warehouse(query_tag="t") as db:
            db.create_table(table, kind="TEMPORARY")
            fault("INSERT", "sessionexpired")
            db.insert_text(table, "x")
            db.drop_table(table)


@pytest.mark.usefixtures("embedded")
class TestFaults:
    def test_an_answer_that_was_lost_does_not_run_the_statement_twice(self, fault: Fault) -> None:
        table = new_table()
        with warehouse(query_tag="t") as db:
            db.create_table(table, kind="TRANSIENT")
            fault("INSERT", "lost")
            db.insert_text(table, "x")

            assert len(db.run("SELECT SVG_CONTENT FROM IDENTIFIER(?)", table)) == 1
            db.drop_table(table)

    def test_an_error_of_the_account(self, fault: Fault) -> None:
        fault("DROP TABLE", "error", code=3001, message="Insufficient privileges")

        with warehouse(query_tag="t") as db, pytest.raises(errors.NotAuthorised) as caught:
            db.drop_table(new_table())

        assert caught.value.query_id == db.last_query_id
        assert "Insufficient" in caught.value.detail
        assert "Insufficient" not in str(caught.value)

    def test_a_service_that_stays_away(self, embedded: SnowflakeSettings, fault: Fault) -> None:
        fault("DROP TABLE", "unavailable", times=50)
        hasty = replace(embedded, statement_timeout=1)

        with override(hasty), warehouse(query_tag="t") as db, pytest.raises(errors.ServiceBusy):
            db.drop_table(new_table())

    def test_a_connection_that_breaks_every_time(
        self, embedded: SnowflakeSettings, fault: Fault
    ) -> None:
        fault("DROP TABLE", "reset", times=50)
        hasty = replace(embedded, statement_timeout=1)

        with override(hasty), warehouse(query_tag="t") as db, pytest.raises(errors.ConnectionLost):
            db.drop_table(new_table())

    def test_a_statement_that_takes_too_long(
        self, embedded: SnowflakeSettings, fault: Fault
    ) -> None:
        fault("DROP TABLE", "slow", seconds=4)
        started = time.monotonic()
        hasty = replace(embedded, statement_timeout=1)

        with override(hasty), warehouse(query_tag="t") as db, pytest.raises(errors.TimedOut):
            db.drop_table(new_table())

        assert time.monotonic() - started < 3.5

    def test_nothing_listens(self, embedded: SnowflakeSettings) -> None:
        started = time.monotonic()

        with (
            override(replace(embedded, local_port=1)),
            warehouse(query_tag="t") as db,
            pytest.raises(errors.StandInNotRunning, match="make run"),
        ):
            db.context()

        assert time.monotonic() - started < 0.5


def test_loopback_goes_past_the_environments_proxy(
    embedded: SnowflakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "example.org")

    assert session_id()


def test_a_wrong_setting_is_told_before_any_network(embedded: SnowflakeSettings) -> None:
    wrong = SnowflakeSettings(account="a", user="u", authenticator="magic")

    with override(wrong), warehouse(query_tag="t") as db, pytest.raises(errors.Misconfigured):
        db.context()
