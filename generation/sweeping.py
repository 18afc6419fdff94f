"""The sweep: finds requests whose nudge or worker was lost, and tables that a worker left.

Lost nudge: pending for a while → nudged again. Dead worker: lease ran out → pending, nudged; ended
as failed where all attempts are used up. Tables: dropped once their request has ended.
"""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from auditing.errors import record_exception
from auditing.recording import record_event
from generation import queue
from generation.models import Status, SVGGenerationRequest, TemporaryTable
from generation.models.requests import ErrorCategory
from generation.snowflake.errors import Refused, SnowflakeError
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import Warehouse, warehouse
from generation.transitions import move, release_expired, take_over
from generation.troubles import record_failed_request

log = structlog.get_logger(__name__)

# Holds a request while the sweep ends it, so that nobody else puts a file on its stage meanwhile.
SWEEP = "sweep"

# A request that waits longer than this may have lost its nudge. A second one is harmless.
PENDING_SECONDS = 60

GAVE_UP = (
    "The program was stopped each time it worked on this picture, so it gave up. "
    "An answer that was already paid for is kept: try again, it is not paid for twice."
)


def sweep() -> dict[str, int]:
    """Everything once. Returns how many requests were released and nudged, tables dropped."""
    return {
        "released": release_orphans(),
        "nudged": nudge_lost(),
        "dropped": drop_left_over_tables(),
    }


def release_orphans() -> int:
    """Requests whose lease ran out go back to the queue, or end where attempts are used up."""
    expired = SVGGenerationRequest.objects.filter(
        status=Status.PROCESSING, lease_until__lt=timezone.now()
    )
    return sum(recover(request) for request in expired)


def recover(request: SVGGenerationRequest) -> bool:
    """Take one request from a worker that has died. False where the worker lives after all."""
    if request.cancel_requested_at:
        return _end(request, ErrorCategory.CANCELLED, "cancelled", "Cancelled while it was made.")
    if request.attempts >= request.attempt_limit:
        return _end(request, ErrorCategory.DEVELOPMENT, "worker_lost", GAVE_UP)
    released = _release(request)
    if released:
        queue.nudge(request.pk)
    return released


def _release(request: SVGGenerationRequest) -> bool:
    """Back to the queue with nothing on its stage: it may end without another worker, or before
    that one comes to the stage."""
    if request.temporary_tables.exists():
        if not take_over(request, worker=SWEEP):
            return False
        _remove_file(request)
    return release_expired(request)


def _end(request: SVGGenerationRequest, category: ErrorCategory, code: str, message: str) -> bool:
    if not take_over(request, worker=SWEEP):
        return False
    _remove_file(request)
    with transaction.atomic():
        ended = move(
            request.pk,
            old=Status.PROCESSING,
            new=Status.FAILED,
            why=code,
            only={"claimed_by": SWEEP},
            error_category=category,
            error_code=code,
            error_message=message,
            lease_until=None,
            finished_at=timezone.now(),
        )
        if ended:
            context = {"code": code}
            record_event(
                by=None, action="request.fail", resource=request, result="error", context=context
            )
    if ended:
        record_failed_request(request, category=category, code=code, message=message)
    return ended


def _remove_file(request: SVGGenerationRequest) -> None:
    """What the dead worker may have put on the stage; no picture will ever name it."""
    if not request.temporary_tables.exists():
        return
    location = StageLocation(
        request.database, request.schema, request.stage_name, request.stage_path
    )
    try:
        with warehouse(query_tag=str(request.pk)) as connection:
            connection.remove_file(location)
    except SnowflakeError as error:
        log.warning("remove_failed", file=str(location), error=error.detail)
        record_exception(error, operation="sweep", svg_request=str(request.pk))


def nudge_lost() -> int:
    """Requests that wait long are nudged again, once the queue holds nothing any more.

    While it does, they may be in it: a backlog must not grow by all who wait, minute by minute.
    """
    if not queue.is_empty():
        return 0
    before = timezone.now() - timedelta(seconds=PENDING_SECONDS)
    waiting = SVGGenerationRequest.objects.filter(status=Status.PENDING, created_at__lt=before)
    return sum(queue.nudge(pk) for pk in waiting.values_list("pk", flat=True))


def drop_left_over_tables() -> int:
    """Tables whose request is not being worked on any more are dropped."""
    before = timezone.now() - timedelta(seconds=settings.LEASE_SECONDS)
    left = TemporaryTable.objects.left_over().filter(created_at__lt=before)
    tables = list(left.exclude(request__status=Status.PROCESSING))
    if not tables:
        return 0
    try:
        with warehouse(query_tag="sweep") as connection:
            return sum(_drop(connection, table) for table in tables)
    except SnowflakeError as error:
        log.warning("sweep_failed", code=error.code, detail=error.detail)
        record_exception(error, operation="sweep")
        return 0


def _drop(connection: Warehouse, table: TemporaryTable) -> bool:
    """One that Snowflake refuses to drop must not keep the sweep from the others."""
    try:
        # The settings may name another schema by now than when the table was made.
        connection.drop_table(table.table_name, database=table.database, schema=table.schema)
    except Refused as error:
        log.warning("drop_refused", table=table.pk, code=error.code, detail=error.detail)
        return False
    return TemporaryTable.objects.filter(pk=table.pk).update(cleaned_up_at=timezone.now()) == 1
