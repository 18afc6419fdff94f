"""A stage of the test's own on the real stand-in, and ways to bring it out of step."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from generation.models import GeneratedSVG, SnowflakeStage, StageCheck
from generation.reconciling.running import run_check
from generation.reconciling.services import start_check
from generation.snowflake.connection import thread_connection
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import get_settings
from generation.snowflake.warehouse import warehouse
from tests.factories import GeneratedSVGFactory, SnowflakeStageFactory

TWO_HOURS = 7200


@dataclass
class Shelf:
    """One stage: what lies there, and hands that put, change and take away."""

    stage: SnowflakeStage

    def at(self, path: str) -> StageLocation:
        return StageLocation("SVGSITE", "PUBLIC", self.stage.pk, path)

    def put(self, path: str, content: bytes = b"<svg/>", *, age: int = TWO_HOURS) -> str:
        """Lay a file there by PUT, as another program would; `age` in seconds."""
        folder, _, name = path.rpartition("/")
        location = self.at(folder).sql()
        with thread_connection().cursor() as cursor:
            cursor.execute(
                f"PUT 'file:///{name}' {location} AUTO_COMPRESS=FALSE OVERWRITE=TRUE",
                file_stream=BytesIO(content),
            )
        self.make_older(path, age)
        return str(self.at(path))

    def make_older(self, path: str, age: int) -> None:
        moment = time.time() - age
        (file,) = (Path(get_settings().local_dir) / "stages").rglob(f"{self.stage.pk}/*/{path}")
        os.utime(file, (moment, moment))

    def read(self, path: str) -> bytes:
        with warehouse(query_tag="test") as connection:
            return connection.read_file(self.at(path))

    def remove(self, path: str) -> None:
        with warehouse(query_tag="test") as connection:
            assert connection.remove_file(self.at(path))

    def names(self) -> list[str]:
        with warehouse(query_tag="test") as connection:
            return sorted(file.name for file in connection.scan_files(self.at("")))

    def picture(self, **values: Any) -> GeneratedSVG:
        """A recorded picture with its file."""
        svg = GeneratedSVGFactory.create(request__stage_name=self.stage.pk, **values)
        svg.stage_path = str(self.at(svg.request.stage_path))
        svg.save(update_fields=["stage_path"])
        self.put(svg.request.stage_path, svg.svg_content.encode())
        return svg


@pytest.fixture(params=["SNOWFLAKE_SSE"])
def shelf(request: Any, stand_in: str, transactional_db: None) -> Iterator[Shelf]:
    name, encryption = f"S_{uuid4().hex.upper()}", request.param
    with warehouse(query_tag="test") as connection:
        connection.run(f"CREATE STAGE {name} ENCRYPTION=(TYPE='{encryption}')")
        yield Shelf(SnowflakeStageFactory.create(stage_name=name, encryption=encryption))
        connection.run(f"DROP STAGE {name}")


Check = Callable[[], StageCheck]


@pytest.fixture
def check(shelf: Shelf) -> Check:
    """Checks the stage and gives the check as it then stands."""

    def run() -> StageCheck:
        made = start_check(by=None, stage=shelf.stage)
        assert run_check(made.pk)
        made.refresh_from_db()
        return made

    return run


def found(check: StageCheck) -> list[tuple[str, str]]:
    """(kind, location) of each finding."""
    return sorted(check.findings.values_list("kind", "location"))
