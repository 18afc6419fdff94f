"""The worker as `make run` starts it: through the queue, killed, started again, stopped."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django_q.models import OrmQ

from generation import queue, services, sweeping
from generation.models import GeneratedSVG, Status, StatusChange, SVGGenerationRequest
from tests.factories import SnowflakeStageFactory, UserFactory
from tests.faults.evidence import (
    assert_completed,
    assert_no_table_left,
    wait_for_lease_to_run_out,
)
from tests.faults.processes import Program, wait_until
from tests.faults.servers import StandIn, start_worker

pytestmark = pytest.mark.timeout(90)

Start = Callable[[], Program]


@pytest.fixture
def start(counted: StandIn, tmp_path: Path, transactional_db: None) -> Iterator[Start]:
    started: list[Program] = []

    def make() -> Program:
        started.append(start_worker(tmp_path, counted))
        return started[-1]

    yield make
    for program in started:
        program.kill()


def submit(prompt: str = "a red house under a yellow sun") -> SVGGenerationRequest:
    return services.submit(
        by=UserFactory.create(),
        prompt_text=prompt,
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name=SnowflakeStageFactory.create().stage_name,
    )


def wait_for(request: SVGGenerationRequest, status: Status) -> None:
    def has_come() -> bool:
        request.refresh_from_db()
        return request.status == status

    wait_until(has_come, f"{status} instead of {request.status}")


def test_what_is_queued_thrice_is_drawn_once_and_ctrl_c_leaves_nothing(
    counted: StandIn, start: Start
) -> None:
    request = submit()
    queue.nudge(request.pk)
    queue.nudge(request.pk)
    worker = start()

    wait_until(lambda: not OrmQ.objects.exists(), "the queue is empty")
    wait_for(request, Status.COMPLETED)
    os.killpg(worker.process.pid, signal.SIGINT)
    wait_until(lambda: not worker.members(), "all its processes are gone")

    assert_completed(request)
    assert GeneratedSVG.objects.count() == 1
    assert counted.paid_calls(request.pk) == 1


def test_killed_during_a_slow_answer_the_next_worker_finishes(
    counted: StandIn, start: Start
) -> None:
    request = submit("a red house standin slow 3")
    worker = start()
    wait_until(lambda: counted.paid_calls(request.pk), "the model is asked")

    worker.kill()
    start()
    wait_for_lease_to_run_out(request)
    swept = sweeping.sweep()
    wait_for(request, Status.COMPLETED)

    assert swept["released"] == 1
    assert_completed(request)
    assert_no_table_left(request)
    assert request.attempts == counted.paid_calls(request.pk) == 2


def test_stopped_during_a_slow_answer_it_gives_the_request_back(
    counted: StandIn, start: Start
) -> None:
    request = submit("a red house standin slow 30")
    worker = start()
    wait_until(lambda: counted.paid_calls(request.pk), "the model is asked")

    worker.process.send_signal(signal.SIGTERM)
    wait_until(lambda: not worker.members(), "all its processes are gone", seconds=8)

    request.refresh_from_db()
    assert request.status == Status.PENDING
    assert StatusChange.objects.filter(request=request, why="its worker was stopped").exists()
    assert OrmQ.objects.count() == 1


def test_killed_alone_the_first_process_takes_the_others_along(
    counted: StandIn, start: Start
) -> None:
    worker = start()
    request = submit()
    wait_for(request, Status.COMPLETED)

    worker.process.kill()
    wait_until(lambda: not worker.members(), "all its processes are gone", seconds=10)
