"""Stage 5, cleanup: whatever happened before, the table goes; so does a file nobody recorded."""

import structlog
from django.utils import timezone

from generation.models import TemporaryTable
from generation.pipeline.job import Job
from generation.pipeline.storage_processing import Upload
from generation.snowflake.errors import SnowflakeError

log = structlog.get_logger(__name__)


def drop_temporary_table(job: Upload) -> None:
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
    # Asked of the row: a commit may have gone through although its answer was lost, and a file
    # may be another worker's by now.
    if not job.is_staged or not job.is_held():
        return
    try:
        job.warehouse.remove_file(job.location)
        job.is_staged = False
    except SnowflakeError as error:
        log.warning("remove_failed", file=str(job.location), error=error.detail)
