"""What must hold at the end, whatever was broken on the way."""

import hashlib
import os
import signal
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils import timezone

from generation import sweeping
from generation.models import (
    GeneratedSVG,
    PipelineStep,
    Status,
    SVGGenerationRequest,
    TemporaryTable,
)
from generation.pipeline import cleanup, outcome, runner
from generation.pipeline.job import Job
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import warehouse
from tests.faults.processes import wait_until

Hook = Callable[[Job], object]
STEP_NAMES = [
    *(step.__name__ for step in runner.STEPS),
    "drop_temporary_table",
    "record_success",
]


def hook(name: str, *, before: Hook | None = None, after: Hook | None = None) -> None:
    """Do something right before or after a step's work, in this (forked) process for good."""

    def hooked(step: Any) -> Any:
        @wraps(step)
        def run(job: Job) -> object:
            if before:
                before(job)
            result = step(job)
            if after:
                after(job)
            return result

        return run if step.__name__ == name else step

    runner.STEPS = tuple(hooked(step) for step in runner.STEPS)
    cleanup.drop_temporary_table = hooked(cleanup.drop_temporary_table)
    outcome.record_success = hooked(outcome.record_success)


def kill_self(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def suspend_self_once() -> Hook:
    nights = iter([signal.SIGSTOP])
    return lambda _: os.kill(os.getpid(), next(nights, 0))


def wait_for_lease_to_run_out(request: SVGGenerationRequest) -> None:
    def has_run_out() -> bool:
        request.refresh_from_db()
        until = request.lease_until
        return until is None or until < timezone.now()

    wait_until(has_run_out, "the lease runs out")


def sweep_and_finish(request: SVGGenerationRequest) -> None:
    """What the schedule and another worker do once the lease of a dead worker is over."""
    wait_for_lease_to_run_out(request)
    sweeping.sweep()
    runner.run(request.pk)
    request.refresh_from_db()


def is_in_step(request: SVGGenerationRequest, name: str) -> bool:
    running = PipelineStep.Outcome.RUNNING
    return PipelineStep.objects.filter(request=request, name=name, outcome=running).exists()


def staged_bytes(request: SVGGenerationRequest) -> bytes | None:
    location = StageLocation("SVGSITE", "PUBLIC", request.stage_name, request.stage_path)
    with warehouse(query_tag="test") as connection:
        if connection.find_file(location) is None:
            return None
        return connection.read_file(location)


def tables_on_snowflake(request: SVGGenerationRequest) -> list[str]:
    with warehouse(query_tag="test") as connection:
        return [table.name for table in connection.list_tables(f"TMP_SVG_{request.pk.hex.upper()}")]


def assert_completed(request: SVGGenerationRequest) -> None:
    """One picture, and the stage holds exactly its bytes."""
    request.refresh_from_db()
    assert request.status == Status.COMPLETED, (request.error_code, request.error_message)
    picture = GeneratedSVG.objects.get(request=request)
    assert staged_bytes(request) == picture.svg_content.encode()
    assert picture.sha256 == hashlib.sha256(picture.svg_content.encode()).hexdigest()


def assert_failed(request: SVGGenerationRequest, category: str, code: str) -> None:
    """No picture, no file, and a reason."""
    request.refresh_from_db()
    assert (request.status, request.error_category, request.error_code) == (
        Status.FAILED,
        category,
        code,
    )
    assert request.error_message
    assert not GeneratedSVG.objects.filter(request=request).exists()


def assert_no_table_left(request: SVGGenerationRequest) -> None:
    """Neither on Snowflake nor open in the records."""
    assert tables_on_snowflake(request) == []
    assert not TemporaryTable.objects.left_over().filter(request=request).exists()


def assert_swept_clean(request: SVGGenerationRequest) -> None:
    """As above, once the sweep has passed by that follows the tables' own lease."""
    left = TemporaryTable.objects.left_over().filter(request=request)
    wait_until(lambda: sweeping.sweep() and not left.exists(), "the sweep drops the tables")
    assert_no_table_left(request)
