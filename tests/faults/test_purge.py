"""A purge that is killed, doubled or suspended, and a hold that is placed while rows go."""

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from auditing.models import LegalHold, RetentionBatch, RetentionRun
from auditing.retention import batches, purging
from auditing.retention.batches import digest_of_keys
from auditing.retention.holds import place_hold
from auditing.retention.lease import LeaseLost, PurgeRunning
from auditing.retention.purging import Purge
from generation.models import PipelineStep, Status, SVGGenerationRequest
from tests.factories import PipelineStepFactory, RequestFactory, UserFactory
from tests.faults.conftest import Fork
from tests.faults.processes import wait_until

pytestmark = pytest.mark.timeout(60)

ROWS, IN_A_BATCH = 6, 2
REFUSED, LOST = 3, 4


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(purging, "FIRST", IN_A_BATCH)
    monkeypatch.setattr(Purge, "_pace", lambda self, took: None)
    settings.PURGE_LEASE_SECONDS = 0.5


@pytest.fixture
def keys(transactional_db: None) -> list[str]:
    """Old requests with a step each, the oldest first."""
    from auditing.retention.policies import seed_policies

    seed_policies()  # the tests of this folder empty the tables
    owner, now = UserFactory.create(username="owner"), timezone.now()
    made = []
    for number in range(ROWS):
        request = RequestFactory.create(
            owner=owner, status=Status.COMPLETED, created_at=now - timedelta(days=500 - number)
        )
        PipelineStepFactory.create(request=request)
        made.append(str(request.pk))
    return made


def purge() -> None:
    try:
        Purge(by=None).run_all(["requests"])
    except PurgeRunning:
        raise SystemExit(REFUSED) from None
    except LeaseLost:
        raise SystemExit(LOST) from None


def second_time(name: str, module: Any, signal_number: int, *, after: bool = False) -> None:
    """In a child: send itself a signal at the second call of a function of the purge."""
    real, calls = getattr(module, name), []

    def hooked(*args: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == 2 and not after:
            os.kill(os.getpid(), signal_number)
        result = real(*args, **options)
        if len(calls) == 2 and after:
            os.kill(os.getpid(), signal_number)
        return result

    setattr(module, name, hooked)


def wait_for_the_lease() -> None:
    time.sleep(0.6)


def assert_whole() -> None:
    """No step without its request, and exactly the rows that batches name are gone."""
    there = set(SVGGenerationRequest.objects.values_list("pk", flat=True))
    assert set(PipelineStep.objects.values_list("request_id", flat=True)) == there
    gone = sum(RetentionBatch.objects.values_list("rows", flat=True))
    assert gone == ROWS - len(there)


def assert_ended_as_if_nothing_had_happened(keys: list[str]) -> None:
    run = RetentionRun.objects.earliest("requested_at")  # a second one found nothing more
    assert (run.state, run.done_rows, run.child_rows) == ("completed", ROWS, ROWS)
    parts = [keys[n : n + IN_A_BATCH] for n in range(0, ROWS, IN_A_BATCH)]
    assert run.digest == digest_of_keys([digest_of_keys(part) for part in parts])
    assert run.orphans == {}
    assert not SVGGenerationRequest.objects.exists()


@pytest.mark.parametrize(
    ("name", "module", "after"),
    [
        ("purge_batch", purging, False),  # between two batches
        ("lock_holds", batches, True),  # at the start of one
        ("delete_dependants", batches, False),
        ("delete_dependants", batches, True),
        ("_take", batches, True),  # the rows are gone, their record is not written
        ("_write", batches, True),  # all is written, nothing committed
        ("purge_batch", purging, True),  # right after the commit
    ],
)
def test_killed_in_the_second_batch(
    keys: list[str], fork: Fork, name: str, module: Any, after: bool
) -> None:
    def work() -> None:
        second_time(name, module, signal.SIGKILL, after=after)
        purge()

    assert fork(work).wait() == -signal.SIGKILL
    assert_whole()

    wait_for_the_lease()
    purge()

    assert_ended_as_if_nothing_had_happened(keys)


def test_killed_before_its_end_is_written(keys: list[str], fork: Fork) -> None:
    def work() -> None:
        purging._finish = lambda *a, **o: os.kill(os.getpid(), signal.SIGKILL)
        purge()

    assert fork(work).wait() == -signal.SIGKILL
    wait_for_the_lease()
    purge()

    assert_ended_as_if_nothing_had_happened(keys)


def test_a_second_one_refuses_while_the_first_works(
    keys: list[str], fork: Fork, settings: Any
) -> None:
    settings.PURGE_LEASE_SECONDS = 30

    def work() -> None:
        second_time("purge_batch", purging, signal.SIGSTOP)
        purge()

    first = fork(work)
    first.wait_until_suspended()

    assert fork(purge).wait() == REFUSED
    first.signal(signal.SIGCONT)
    assert first.wait() == 0
    assert_ended_as_if_nothing_had_happened(keys)


def test_one_that_was_taken_for_dead_changes_nothing_any_more(keys: list[str], fork: Fork) -> None:
    def work() -> None:
        second_time("purge_batch", purging, signal.SIGSTOP)
        purge()

    first = fork(work)
    first.wait_until_suspended()
    wait_for_the_lease()
    purge()
    first.signal(signal.SIGCONT)

    assert first.wait() == LOST
    assert_ended_as_if_nothing_had_happened(keys)


def place(told: Path) -> Callable[[], None]:
    """Places a hold on everything, then says how many rows were there at that moment."""

    def work() -> None:
        person = UserFactory._meta.model.objects.get(username="owner")
        place_hold(by=person, matter="M", reason="r", owner="o", person=person)
        told.write_text(str(SVGGenerationRequest.objects.count()))

    return work


def test_a_hold_on_rows_that_go_this_instant(keys: list[str], fork: Fork, tmp_path: Path) -> None:
    """It waits for the batch that runs; from its return on, nothing that it names is deleted."""

    def work() -> None:
        second_time("delete_dependants", batches, signal.SIGSTOP)  # the rows are chosen already
        purge()

    purging_child = fork(work)
    purging_child.wait_until_suspended()
    holding = fork(place(tmp_path / "told"))
    time.sleep(0.3)
    assert not holding.has_ended(), "the hold did not wait for the batch"
    assert not LegalHold.objects.exists()
    purging_child.signal(signal.SIGCONT)

    assert holding.wait() == 0
    assert purging_child.wait() == 0
    wait_until((tmp_path / "told").exists, "the hold's count")
    assert SVGGenerationRequest.objects.count() == int((tmp_path / "told").read_text())
    assert_whole()


def test_holds_placed_while_batches_run(keys: list[str], fork: Fork, tmp_path: Path) -> None:
    """Without anybody suspended: whoever is first, no row goes once the hold stands."""
    children = [fork(purge), fork(place(tmp_path / "told"))]

    assert [child.wait() for child in children] == [0, 0]
    assert SVGGenerationRequest.objects.count() == int((tmp_path / "told").read_text())
    assert_whole()


def test_an_owner_who_tries_again_this_instant_keeps_the_request(
    keys: list[str], fork: Fork
) -> None:
    """Its row is asked again when it is deleted, not only when it is chosen."""

    def change() -> None:
        SVGGenerationRequest.objects.filter(pk=keys[2]).update(status=Status.PENDING)

    def work() -> None:
        real, calls = vars(batches)["delete_dependants"], []

        def hooked(*args: Any) -> Any:
            calls.append(1)
            if len(calls) == 2:
                os.kill(os.getpid(), signal.SIGSTOP)
            return real(*args)

        vars(batches)["delete_dependants"] = hooked
        purge()

    purging_child = fork(work)
    purging_child.wait_until_suspended()
    changing = fork(change)
    time.sleep(0.3)  # on PostgreSQL it is through by now, on SQLite it waits
    purging_child.signal(signal.SIGCONT)

    assert (purging_child.wait(), changing.wait()) == (0, 0)
    left = [str(pk) for pk in SVGGenerationRequest.objects.values_list("pk", flat=True)]
    assert_whole()
    # On SQLite the purge was first with the one lock that there is, and the row is gone for both.
    assert left == ([keys[2]] if connection.vendor == "postgresql" else [])
