"""Stage 5, cleanup: whatever happened before, the table goes; so does a file nobody recorded."""

import structlog
from django.utils import timezone

from generation.models import GeneratedSVG, TemporaryTable
from generation.pipeline.job import Job
from generation.snowflake.errors import SnowflakeError

log = structlog.get_logger(__name__)


def drop_temporary_table(job: Job) -> None:
    """Drop the table and say when. A failure is left to the sweep: the row stays open."""
    if not job.table_name:
        return
    try:
        job.warehouse.drop_table(job.table_name)
    except SnowflakeError as error:
        log.warning("drop_failed", table=job.table_name, error=error.detail)
        return
    TemporaryTable.objects.filter(pk=job.table_name).update(cleaned_up_at=timezone.now())
    job.table_name = ""


def remove_unrecorded_file(job: Job) -> None:
    """Take back a staged file whose request did not complete."""
    if not job.is_staged or _is_recorded(job):
        return
    try:
        job.warehouse.remove_file(job.location)
        job.is_staged = False
    except SnowflakeError as error:
        log.warning("remove_failed", file=str(job.location), error=error.detail)


def _is_recorded(job: Job) -> bool:
    # A commit may have gone through although its answer was lost: ask, do not assume.
    return GeneratedSVG.objects.filter(request=job.request).exists()
