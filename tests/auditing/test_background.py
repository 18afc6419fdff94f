"""Rows written beside the work: never waiting, never failing, nothing lost up to the bound."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

from auditing import background
from auditing.background import BackgroundWriter, is_writing
from auditing.errors.recording import errors, record_error
from auditing.models import ErrorInfo


@pytest.fixture(autouse=True)
def in_background(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BACKGROUND_WRITES = True
    monkeypatch.setattr(background, "INTERVAL_SECONDS", 0.01)
    monkeypatch.setattr(background, "LONGEST_WAIT_SECONDS", 0.05)
    # these writers write to lists
    monkeypatch.setattr(connection, "close", lambda: None)


@pytest.fixture
def written() -> list[int]:
    return []


def writer(write: Callable[[list[int]], None], capacity: int = 100) -> BackgroundWriter[int]:
    return BackgroundWriter(write, name="test-writer", capacity=capacity)


def test_rows_arrive_in_order_and_in_batches(written: list[int]) -> None:
    sizes: list[int] = []
    queue = writer(lambda rows: (sizes.append(len(rows)), written.extend(rows))[0], 5_000)  # type: ignore[func-returns-value]

    for n in range(2_000):
        queue.put(n)

    assert queue.flush(5)
    assert written == list(range(2_000))
    assert max(sizes) <= background.BATCH


def test_a_full_queue_counts_what_it_drops_and_never_waits(written: list[int]) -> None:
    gate = threading.Event()
    lost: list[int] = []

    def write(rows: list[int]) -> None:
        gate.wait(5)
        written.extend(rows)

    queue = BackgroundWriter(write, name="test-writer", capacity=10, on_loss=lost.append)
    started = time.perf_counter()
    taken = sum(queue.put(n) for n in range(1_000))

    assert time.perf_counter() - started < 0.5
    assert taken == 10
    gate.set()
    assert queue.flush(5)
    assert wait_for(lambda: lost == [990])


def test_an_outage_loses_nothing_and_complains_once(
    written: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    outage = iter([OperationalError("database is locked")] * 3)

    def write(rows: list[int]) -> None:
        for error in outage:
            raise error
        written.extend(rows)

    queue = writer(write)
    for n in range(5):
        queue.put(n)

    assert queue.flush(5)
    assert written == list(range(5))
    assert capsys.readouterr().err.count("takes no rows") == 1


def test_one_row_that_no_database_takes_does_not_hold_up_the_others(written: list[int]) -> None:
    def write(rows: list[int]) -> None:
        if 3 in rows:
            raise ValueError("NUL")
        written.extend(rows)

    lost: list[int] = []
    queue = BackgroundWriter(write, name="test-writer", capacity=100, on_loss=lost.append)
    for n in range(6):
        queue.put(n)

    assert queue.flush(5)
    assert written == [0, 1, 2, 4, 5]
    assert wait_for(lambda: lost == [1])


def test_what_is_said_while_writing_can_be_told(written: list[int]) -> None:
    inside: list[bool] = []
    queue = writer(lambda rows: inside.append(is_writing()))
    queue.put(1)

    assert queue.flush(5)
    assert inside == [True]
    assert not is_writing()


def test_a_child_begins_with_an_empty_queue_and_its_own_thread(written: list[int]) -> None:
    gate = threading.Event()
    queue = writer(lambda rows: (gate.wait(5), written.extend(rows))[0])  # type: ignore[arg-type, func-returns-value]
    queue.put(1)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        told = f"{len(queue._rows)} {queue._thread}"
        os.write(write, told.encode())
        os._exit(0)
    os.waitpid(child, 0)
    gate.set()

    assert os.read(read, 100) == b"0 None"
    assert queue.flush(5)
    assert written == [1]


LOCKS = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN", f"LOCK TABLE {ErrorInfo._meta.db_table} IN SHARE MODE"],
}


@pytest.fixture
def locked_database(transactional_db: None) -> Iterator[CursorWrapper]:
    """A second connection that holds the lock that writers need; readers go on."""
    other = connection.copy()
    with other.cursor() as cursor:
        for statement in LOCKS[connection.vendor]:
            cursor.execute(statement)
        yield cursor
    other.close()


def test_an_error_is_recorded_at_once_and_written_once_the_lock_is_gone(
    locked_database: CursorWrapper,
) -> None:
    started = time.perf_counter()
    reference = record_error(error_type="storage_error", message="while it was locked")
    assert time.perf_counter() - started < 0.2
    assert ErrorInfo.objects.count() == 0

    locked_database.execute("ROLLBACK")

    assert errors.flush(10)
    assert wait_for(lambda: ErrorInfo.objects.filter(pk=reference).exists())


def wait_for(true: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()
