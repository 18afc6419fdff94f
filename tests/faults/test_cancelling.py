"""Cancelling in each phase ends soon, says what it may have cost, and leaves nothing behind."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from generation import services, sweeping
from generation.costs import cost_of
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.pipeline import runner
from generation.pipeline.job import Job
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import (
    assert_completed,
    assert_failed,
    assert_no_table_left,
    assert_swept_clean,
    hook,
    is_in_step,
    kill_self,
    staged_bytes,
    sweep_and_finish,
    wait_for_lease_to_run_out,
)
from tests.faults.processes import wait_until
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)

IN_STORAGE = ["create_temporary_table", "insert_content", "upload_to_stage", "verify_upload"]


def cancel(request: SVGGenerationRequest) -> bool:
    assert request.owner is not None
    return services.cancel(by=request.owner, request_id=request.pk)


def cancel_itself(job: Job) -> None:
    cancel(job.request)


def assert_cancelled_without_a_trace(request: SVGGenerationRequest) -> None:
    assert_failed(request, "cancelled", "cancelled")
    assert_no_table_left(request)
    assert staged_bytes(request) is None


def test_while_it_waits(counted: StandIn, ask: Ask) -> None:
    request = ask()

    assert cancel(request)
    assert not runner.run(request.pk)

    assert_cancelled_without_a_trace(request)
    assert str(cost_of(request)) == "It cost nothing."
    assert counted.paid_calls(request.pk) == 0


def test_while_it_waits_again_after_a_paid_answer(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        hook("extract_svg", before=kill_self)
        runner.run(request.pk)

    fork(work).wait()
    wait_for_lease_to_run_out(request)
    sweeping.release_orphans()
    assert cancel(request)

    assert_cancelled_without_a_trace(request)
    assert "cost nothing" not in (request.error_message or "")


def test_while_the_model_answers(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask(prompt_text="a red house standin slow 20")
    child = fork(lambda: runner.run(request.pk))
    wait_until(lambda: counted.paid_calls(request.pk), "the model is asked")

    assert cancel(request)

    assert child.wait() == 0
    assert_cancelled_without_a_trace(request)
    assert request.finished_at is not None and request.cancel_requested_at is not None
    assert request.finished_at - request.cancel_requested_at < timedelta(seconds=1.5)
    assert "may be billed" in str(cost_of(request))


def test_while_it_waits_to_try_again(counted: StandIn, ask: Ask, fork: Fork, settings: Any) -> None:
    settings.RETRY_BASE_SECONDS = 30
    request = ask(prompt_text="a red house standin 503")
    child = fork(lambda: runner.run(request.pk))
    wait_until(lambda: is_in_step(request, "wait"), "it waits to try again")

    assert cancel(request)

    assert child.wait() == 0
    assert_cancelled_without_a_trace(request)
    assert not is_in_step(request, "wait")


@pytest.mark.parametrize("step", IN_STORAGE)
def test_while_it_is_stored(counted: StandIn, ask: Ask, fork: Fork, step: str) -> None:
    request = ask()

    def work() -> None:
        hook(step, after=cancel_itself)
        runner.run(request.pk)

    assert fork(work).wait() == 0
    assert_cancelled_without_a_trace(request)


def test_while_the_file_is_on_its_way(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()
    fault = {"match": "COPY INTO", "action": "slow", "seconds": 1}
    httpx.post(f"{counted.url}/stand-in/faults", json=fault).raise_for_status()
    child = fork(lambda: runner.run(request.pk))
    wait_until(lambda: is_in_step(request, "upload_to_stage"), "the file is on its way")

    assert cancel(request)

    assert child.wait() == 0
    assert_cancelled_without_a_trace(request)


def test_while_its_worker_is_dead(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        hook("verify_upload", after=kill_self)
        runner.run(request.pk)

    fork(work).wait()
    assert cancel(request)
    sweep_and_finish(request)

    assert_failed(request, "cancelled", "cancelled")
    assert_swept_clean(request)  # its table has a lease of its own
    assert staged_bytes(request) is None


@pytest.mark.parametrize("step", ["upload_to_stage", "drop_temporary_table"])
def test_while_it_waits_for_another_worker_with_its_file_staged(
    counted: StandIn, ask: Ask, fork: Fork, step: str
) -> None:
    request = ask()

    def work() -> None:
        hook(step, after=kill_self)
        runner.run(request.pk)

    fork(work).wait()
    wait_for_lease_to_run_out(request)
    sweeping.release_orphans()
    assert cancel(request)

    assert_failed(request, "cancelled", "cancelled")
    assert_swept_clean(request)
    assert staged_bytes(request) is None


def test_in_the_last_moment_it_is_no_picture(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        hook("record_success", before=cancel_itself)
        runner.run(request.pk)

    assert fork(work).wait() == 0
    assert_cancelled_without_a_trace(request)


def test_after_the_end_it_is_refused(counted: StandIn, ask: Ask) -> None:
    request = ask()
    runner.run(request.pk)

    assert not cancel(request)

    assert_completed(request)
    assert GeneratedSVG.objects.filter(request=request).exists()


def test_twice_is_once(counted: StandIn, ask: Ask) -> None:
    request = ask()

    assert cancel(request)
    assert not cancel(request)
