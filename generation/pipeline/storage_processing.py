"""Stage 4, storage processing: through a temporary table onto the stage, and checked there."""

import hashlib

from django.conf import settings

from generation.models import TemporaryTable
from generation.pipeline.failures import UploadDiffers
from generation.pipeline.job import Job
from generation.snowflake.errors import FileExists
from generation.snowflake.settings import get_settings


def create_temporary_table(job: Job) -> None:
    """Make a table for this upload. Its row comes first, so that a sweep can find the table."""
    request, place = job.request, get_settings()
    job.table_name = _new_name(job)
    table = TemporaryTable.objects.create(
        table_name=job.table_name,
        request=request,
        owner=request.owner,
        database=place.database,
        schema=place.schema,
        table_type=settings.TEMPORARY_TABLE_TYPE,
    )
    job.warehouse.create_table(table.table_name, kind=table.table_type)


def _new_name(job: Job) -> str:
    # No two workers share an attempt, so none can meet the other's table.
    return f"TMP_SVG_{job.request.pk.hex.upper()}_{job.request.attempts}"


def insert_content(job: Job) -> None:
    """Put the safe SVG into the table."""
    job.warehouse.insert_text(job.table_name, job.svg.content)


def upload_to_stage(job: Job) -> None:
    """Copy the table to its file. What a broken run of this request left there is replaced."""
    job.is_staged = True  # from here on it may lie there, also where the answer is lost
    try:
        job.warehouse.copy_to_stage(job.table_name, job.location)
    except FileExists:
        if not _is_same(job, job.warehouse.read_file(job.location)):
            job.check_wanted()  # a worker that was overtaken must not replace the other's file
            job.warehouse.remove_file(job.location)
            job.warehouse.copy_to_stage(job.table_name, job.location)


def verify_upload(job: Job) -> None:
    """The file has the exact name and size and, unless a setting says no, the same bytes."""
    found = job.warehouse.find_file(job.location)
    if found is None or found.size != job.svg.size_bytes:
        raise UploadDiffers
    if get_settings().verify_upload and not _is_same(job, job.warehouse.read_file(job.location)):
        raise UploadDiffers


def _is_same(job: Job, staged: bytes) -> bool:
    return hashlib.sha256(staged).digest() == hashlib.sha256(job.svg.content.encode()).digest()
