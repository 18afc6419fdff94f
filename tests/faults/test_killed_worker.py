"""A worker that is killed between any two steps loses nothing, and nothing is paid twice."""

import signal

import pytest
from django.contrib.auth.models import User

from generation import sweeping, transitions
from generation.models import Status
from generation.pipeline import ai_processing, runner
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import (
    STEP_NAMES,
    assert_completed,
    assert_failed,
    assert_swept_clean,
    hook,
    kill_self,
    staged_bytes,
    sweep_and_finish,
    wait_for_lease_to_run_out,
)
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)

MOMENTS = [(moment, step) for step in STEP_NAMES for moment in ("before", "after")]


@pytest.mark.parametrize(("moment", "step"), MOMENTS)
def test_killed_beside_a_step_it_is_finished_by_the_next_worker(
    counted: StandIn, ask: Ask, fork: Fork, moment: str, step: str
) -> None:
    request = ask()

    def work() -> None:
        hook(step, **{moment: kill_self})
        runner.run(request.pk)

    assert fork(work).wait() == -signal.SIGKILL
    sweep_and_finish(request)

    assert_completed(request)
    assert_swept_clean(request)
    assert counted.paid_calls(request.pk) == 1


def test_killed_with_an_unsaved_answer_each_attempt_pays_once(
    counted: StandIn, ask: Ask, fork: Fork
) -> None:
    request = ask()

    def work() -> None:
        ai_processing._record_answer = kill_self  # type: ignore[assignment]
        runner.run(request.pk)

    assert fork(work).wait() == -signal.SIGKILL
    sweep_and_finish(request)

    assert_completed(request)
    assert request.attempts == counted.paid_calls(request.pk) == 2


def test_killed_each_time_it_ends_with_a_reason(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask(attempt_limit=2)

    def work() -> None:
        hook("verify_upload", before=kill_self)
        runner.run(request.pk)

    for _ in range(2):
        assert fork(work).wait() == -signal.SIGKILL
        wait_for_lease_to_run_out(request)
        sweeping.sweep()

    assert_failed(request, "development_error", "worker_lost")
    assert counted.paid_calls(request.pk) == 1
    assert_swept_clean(request)


def test_killed_with_its_file_staged_and_refused_then_it_leaves_none(
    counted: StandIn, ask: Ask, fork: Fork
) -> None:
    request = ask()

    def work() -> None:
        hook("verify_upload", after=kill_self)
        runner.run(request.pk)

    assert fork(work).wait() == -signal.SIGKILL
    User.objects.update(is_active=False)
    sweep_and_finish(request)

    assert_failed(request, "session_error", "session_revoked")
    assert staged_bytes(request) is None


def test_killed_before_its_claim_it_still_waits(counted: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        transitions.claim = lambda *_, **__: kill_self()
        runner.run(request.pk)

    assert fork(work).wait() == -signal.SIGKILL
    request.refresh_from_db()

    assert request.status == Status.PENDING
    assert runner.run(request.pk)
    assert_completed(request)
