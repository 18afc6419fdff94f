"""Runs the steps in order, times each, tries again where that can help, and always cleans up."""

import random
import time
from collections.abc import Callable
from uuid import UUID

import structlog
from django.conf import settings
from django.utils import timezone

from auditing.errors import record_exception
from auditing.workers import worker_name
from generation import queue, transitions
from generation.models import PipelineStep, SVGGenerationRequest
from generation.models.requests import ErrorCategory
from generation.pipeline import (
    ai_processing,
    cleanup,
    content_processing,
    input_processing,
    outcome,
    recolouring,
    repairing,
    storage_processing,
)
from generation.pipeline.failures import LeaseLost, PipelineFailure, Stopping, category_of
from generation.pipeline.job import Heartbeat, Job
from generation.pipeline.statements import keep_statements
from generation.snowflake.errors import SnowflakeError

log = structlog.get_logger(__name__)

Step = Callable[[Job], None]

_DRAWING: tuple[Step, ...] = (
    input_processing.validate_session,
    input_processing.set_up_context,
    input_processing.construct_prompt,
    ai_processing.call_cortex,
    content_processing.extract_svg,
    repairing.repair_answer,
    content_processing.validate_content,
)
_EDITING: tuple[Step, ...] = (
    input_processing.validate_session,
    input_processing.set_up_place,
    recolouring.recolour_picture,
)
_SAVING: tuple[Step, ...] = (
    storage_processing.create_temporary_table,
    storage_processing.insert_content,
    storage_processing.upload_to_stage,
    storage_processing.verify_upload,
)
STEPS = (*_DRAWING, *_SAVING)
# Edited on the page: no model is asked and nothing is paid.
EDITING_STEPS = (*_EDITING, *_SAVING)

LONGEST_WAIT_SECONDS = 30.0

# What a person can be told about a mistake of this program; the log has the rest.
PROGRAM_ERROR = (
    "Something in this program went wrong. The error is recorded; tell an administrator the "
    "reference below. An answer that was already paid for is kept."
)


def steps_of(request: SVGGenerationRequest) -> tuple[Step, ...]:
    """From the request to its file on the stage."""
    return STEPS if request.asked_model else EDITING_STEPS


def run(request_id: UUID | str, *, say: Callable[[str], None] = lambda _: None) -> bool:
    """Claim a request and bring it to its end. False where there was nothing to claim.

    Args:
        say: gets the name of each step as it begins.
    """
    request = transitions.claim(request_id, worker=worker_name())
    if request is None:
        return False
    bound = structlog.contextvars.bound_contextvars(
        svg_request=str(request.pk),
        user_id=str(request.owner_id or ""),
        session_id=str(request.session_id or ""),
    )
    with bound, Heartbeat(request) as heartbeat:
        _run_to_the_end(Job(request=request, heartbeat=heartbeat, say=say))
    return True


def _run_to_the_end(job: Job) -> None:
    try:
        while not _attempt(job):
            pass
    except LeaseLost:
        log.info("lease_lost")
    except Stopping:
        _give_back(job)
    except PipelineFailure as error:
        outcome.record_failure(
            job,
            category=error.category,
            code=error.code,
            message=str(error),
            exception=error,
        )
    except SnowflakeError as error:
        log.warning("snowflake_error", code=error.code, detail=error.detail)
        category = category_of(error, step=job.step)
        outcome.record_failure(
            job, category=category, code=error.code, message=str(error), exception=error
        )
    except Exception as error:
        log.exception("pipeline_error", step=job.step)
        outcome.record_failure(
            job,
            category=ErrorCategory.DEVELOPMENT,
            code="program_error",
            message=PROGRAM_ERROR,
            exception=error,
        )


def _give_back(job: Job) -> None:
    """To the queue, for the next worker; being stopped uses up none of the request's attempts."""
    request = job.request
    if transitions.give_back(request):
        queue.nudge(request.pk)


def _attempt(job: Job) -> bool:
    """One pass over all steps. True at the end; False where a passing fault asks for another."""
    try:
        for step in steps_of(job.request):
            _timed(job, step)
        _timed(job, cleanup.drop_temporary_table)
        _timed(job, outcome.record_success)
        job.is_staged = False  # recorded: the file belongs to its picture now
    except SnowflakeError as error:
        if error.permanent or job.request.attempts >= job.request.attempt_limit:
            raise
        _clean_up(job)
        _wait_before_retry(job, error)
        return False
    finally:
        _clean_up(job)
    return True


def _timed(job: Job, step: Callable[[Job], object]) -> None:
    """Run one step with its row: begun, how long it took, how it ended."""
    job.check_wanted()
    job.step = step.__name__
    job.say(job.step)
    row = PipelineStep.objects.create(
        request=job.request, attempt=job.request.attempts, name=job.step
    )
    started = time.perf_counter()
    row.outcome = PipelineStep.Outcome.FAILED
    try:
        step(job)
        row.outcome = PipelineStep.Outcome.DONE
    except (SnowflakeError, PipelineFailure) as error:
        row.detail = str(error)[:255]
        raise
    finally:
        row.duration_ms = (time.perf_counter() - started) * 1000
        row.save(update_fields=["outcome", "detail", "duration_ms"])
        keep_statements(job)


def _clean_up(job: Job) -> None:
    """Drop what is left of this attempt. Nothing in here hides the error that came before."""
    try:
        cleanup.drop_temporary_table(job)
        cleanup.remove_unrecorded_file(job)
        keep_statements(job)
    except Exception as error:
        log.exception("cleanup_failed")
        record_exception(error, operation="cleanup")
    finally:
        job.release()


def _wait_before_retry(job: Job, error: SnowflakeError) -> None:
    """Back off: twice as long each time, with jitter, so that workers do not return together."""
    seconds = settings.RETRY_BASE_SECONDS * 2 ** (job.request.attempts - 1)
    seconds = min(seconds, LONGEST_WAIT_SECONDS) * random.uniform(0.5, 1.0)  # noqa: S311
    job.say(f"waiting {seconds:.0f} s: {error}")
    wait = PipelineStep.objects.create(
        request=job.request, attempt=job.request.attempts, name="wait", detail=str(error)[:255]
    )
    ended = PipelineStep.Outcome.FAILED
    try:
        _wait(job, seconds)
        ended = PipelineStep.Outcome.DONE
    finally:
        PipelineStep.objects.filter(pk=wait.pk).update(outcome=ended, duration_ms=seconds * 1000)
    _next_attempt(job)


def _wait(job: Job, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        job.check_wanted()
        time.sleep(min(left, 0.5))


def _next_attempt(job: Job) -> None:
    request = job.request
    attempts = request.attempts + 1
    if not transitions.renew(request.pk, worker=request.claimed_by, attempts=attempts):
        raise LeaseLost
    request.attempts, request.lease_until = attempts, transitions.lease_end(timezone.now())
