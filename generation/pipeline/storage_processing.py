"""Stage 4, storage processing: through a temporary table onto the stage, and checked there."""

import hashlib
from typing import Protocol

from django.conf import settings
from django.contrib.auth.models import User

from generation.models import SVGGenerationRequest, TemporaryTable
from generation.pipeline.failures import UploadDiffers
from generation.snowflake.errors import FileExists
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import get_settings
from generation.snowflake.warehouse import Warehouse


class Upload(Protocol):
    """What these steps need of whoever puts a picture onto its stage."""

    table_name: str  # while there is a table to drop
    is_staged: bool  # the file may lie on the stage
    location: StageLocation

    @property
    def request(self) -> SVGGenerationRequest | None: ...

    @property
    def owner(self) -> User | None: ...

    @property
    def content(self) -> str: ...

    @property
    def warehouse(self) -> Warehouse: ...

    def new_table_name(self) -> str: ...

    def check_wanted(self) -> None: ...


def create_temporary_table(job: Upload) -> None:
    """Make a table for this upload. Its row comes first, so that a sweep can find the table."""
    place = get_settings()
    job.table_name = job.new_table_name()
    table = TemporaryTable.objects.create(
        table_name=job.table_name,
        request=job.request,
        owner=job.owner,
        database=place.database,
        schema=place.schema,
        table_type=settings.TEMPORARY_TABLE_TYPE,
    )
    job.warehouse.create_table(table.table_name, kind=table.table_type)


def insert_content(job: Upload) -> None:
    """Put the safe SVG into the table."""
    job.warehouse.insert_text(job.table_name, job.content)


def upload_to_stage(job: Upload) -> None:
    """Copy the table to its file. What a broken run of this request left there is replaced."""
    job.is_staged = True  # from here on it may lie there, also where the answer is lost
    try:
        job.warehouse.copy_to_stage(job.table_name, job.location)
    except FileExists:
        if not _is_same(job, job.warehouse.read_file(job.location)):
            job.check_wanted()  # a worker that was overtaken must not replace the other's file
            job.warehouse.remove_file(job.location)
            job.warehouse.copy_to_stage(job.table_name, job.location)


def verify_upload(job: Upload) -> None:
    """The file has the exact name and size and, unless a setting says no, the same bytes."""
    found = job.warehouse.find_file(job.location)
    if found is None or found.size != len(job.content.encode()):
        raise UploadDiffers
    if get_settings().verify_upload and not _is_same(job, job.warehouse.read_file(job.location)):
        raise UploadDiffers


def _is_same(job: Upload, staged: bytes) -> bool:
    return hashlib.sha256(staged).digest() == hashlib.sha256(job.content.encode()).digest()
