"""A recorded picture onto its stage again, by the same steps as at first."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib.auth.models import User

from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.pipeline import cleanup, storage_processing
from generation.pipeline.failures import UploadDiffers
from generation.snowflake.errors import FileDiffers
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import Warehouse


@dataclass
class PutBack:
    """Takes the place of a run of the pipeline (see `storage_processing.Upload`)."""

    svg: GeneratedSVG
    warehouse: Warehouse
    location: StageLocation
    table_name: str = ""
    is_staged: bool = False

    @property
    def request(self) -> SVGGenerationRequest | None:
        return self.svg.request

    @property
    def owner(self) -> User | None:
        return self.svg.owner

    @property
    def content(self) -> str:
        return self.svg.svg_content

    def new_table_name(self) -> str:
        return f"TMP_SVG_{uuid4().hex.upper()}"

    def check_wanted(self) -> None:
        """Whatever lies there instead of the recorded bytes may be replaced."""


def put_back(warehouse: Warehouse, svg: GeneratedSVG) -> None:
    """Table → stage → compared. A file of other bytes at this place is replaced.

    Raises:
        SnowflakeError: also where the file is not what was sent.
    """
    job = PutBack(svg, warehouse, StageLocation.parse(svg.stage_path))
    try:
        storage_processing.create_temporary_table(job)
        storage_processing.insert_content(job)
        storage_processing.upload_to_stage(job)
        storage_processing.verify_upload(job)
    except UploadDiffers as error:
        raise FileDiffers(str(job.location)) from error
    finally:
        cleanup.drop_temporary_table(job)
