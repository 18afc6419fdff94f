"""Two workers and one request: one of them draws it, whoever comes late touches nothing."""

import signal
import threading
from dataclasses import replace
from typing import Any

import pytest

from generation import sweeping
from generation.models import GeneratedSVG, StatusChange, SVGGenerationRequest
from generation.pipeline import runner
from generation.pipeline.job import Job
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import (
    assert_completed,
    assert_swept_clean,
    hook,
    suspend_self_once,
    sweep_and_finish,
    wait_for_lease_to_run_out,
)
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)

SUSPENDED_BEFORE = [
    "call_cortex",
    "create_temporary_table",
    "insert_content",
    "upload_to_stage",
    "verify_upload",
    "drop_temporary_table",
    "record_success",
]


def draw_something_else(job: Job) -> None:
    """As where the model answered the two workers differently."""
    other = job.svg.content.replace("</svg>", "<g></g></svg>")
    job.svg = replace(job.svg, content=other, size_bytes=len(other.encode()))


def assert_completed_once(request: SVGGenerationRequest) -> None:
    assert_completed(request)
    assert GeneratedSVG.objects.filter(request=request).count() == 1
    assert StatusChange.objects.filter(request=request, new="completed").count() == 1


def test_two_processes_one_draws(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    children = [fork(lambda: runner.run(request.pk)) for _ in range(2)]

    assert [child.wait() for child in children] == [0, 0]
    assert_completed_once(request)
    assert counted.paid_calls(request.pk) == 1


def test_two_threads_one_draws(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        threads = [threading.Thread(target=runner.run, args=(request.pk,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert fork(work).wait() == 0
    assert_completed_once(request)
    assert counted.paid_calls(request.pk) == 1


@pytest.mark.parametrize("step", SUSPENDED_BEFORE)
def test_a_suspended_worker_wakes_up_after_the_other_and_changes_nothing(
    counted: StandIn, ask: Ask, fork: Fork, settings: Any, step: str
) -> None:
    settings.TEMPORARY_TABLE_TYPE = "TEMPORARY"  # no sweep can take it from a living session
    request = ask()

    def work() -> None:
        hook("validate_content", after=draw_something_else)
        hook(step, before=suspend_self_once())
        runner.run(request.pk)

    suspended = fork(work)
    suspended.wait_until_suspended()
    sweep_and_finish(request)
    suspended.signal(signal.SIGCONT)

    assert suspended.wait() == 0
    assert_completed_once(request)
    assert_swept_clean(request)


def test_a_suspended_worker_wakes_up_before_the_other_has_recorded_its_file(
    counted: StandIn, ask: Ask, fork: Fork
) -> None:
    request = ask()

    def first() -> None:
        hook("validate_content", after=draw_something_else)
        hook("verify_upload", before=suspend_self_once())
        runner.run(request.pk)

    def second() -> None:
        hook("record_success", before=suspend_self_once())
        runner.run(request.pk)

    one = fork(first)
    one.wait_until_suspended()
    wait_for_lease_to_run_out(request)
    sweeping.sweep()
    other = fork(second)
    other.wait_until_suspended()
    one.signal(signal.SIGCONT)
    assert one.wait() == 0
    other.signal(signal.SIGCONT)

    assert other.wait() == 0
    assert_completed_once(request)
