"""A slow model does not cost the lease; a database that is away for a moment costs nothing."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction

from generation import sweeping
from generation.models import StatusChange, SVGGenerationRequest
from generation.pipeline import runner
from generation.pipeline.job import Job
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import assert_completed, hook
from tests.faults.processes import wait_until
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)


def assert_completed_by_one_worker(counted: StandIn, request: SVGGenerationRequest) -> None:
    assert_completed(request)
    assert StatusChange.objects.filter(request=request, new="processing").count() == 1
    assert counted.paid_calls(request.pk) == 1


def lock_for_two_seconds(locked: threading.Event) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:  # on SQLite this locks it all
            if connection.vendor == "postgresql":
                cursor.execute("LOCK TABLE svg_generation_requests, pipeline_steps")
            locked.set()
            time.sleep(2)
    finally:
        connection.close()


def lock_from_another_connection(_: Job) -> None:
    locked = threading.Event()
    threading.Thread(target=lock_for_two_seconds, args=(locked,)).start()
    assert locked.wait(10)


def test_a_model_slower_than_the_lease_keeps_it(
    counted: StandIn, ask: Ask, fork: Fork, settings: Any
) -> None:
    settings.LEASE_SECONDS = 1
    request = ask(prompt_text="a red house standin slow 2.5")

    child = fork(lambda: runner.run(request.pk))
    wait_until(lambda: sweeping.release_orphans() or child.has_ended(), "a release, or the end")

    assert child.wait() == 0
    assert_completed_by_one_worker(counted, request)


@pytest.mark.parametrize("step", ["validate_session", "call_cortex", "record_success"])
def test_a_database_locked_for_two_seconds_is_waited_for(
    counted: StandIn, ask: Ask, fork: Fork, step: str
) -> None:
    request = ask()

    def work() -> None:
        hook(step, before=lock_from_another_connection)
        runner.run(request.pk)

    assert fork(work).wait() == 0
    assert_completed_by_one_worker(counted, request)


if connection.vendor == "postgresql":  # SQLite has no connection that could break

    def test_a_database_connection_that_breaks_during_the_answer_loses_nothing(
        counted: StandIn, ask: Ask, fork: Fork
    ) -> None:
        request = ask(prompt_text="a red house standin slow 2")

        child = fork(lambda: runner.run(request.pk))
        wait_until(lambda: counted.paid_calls(request.pk), "the model is asked")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

        assert child.wait() == 0
        assert_completed_by_one_worker(counted, request)
