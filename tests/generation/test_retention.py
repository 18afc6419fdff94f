"""Where else a picture is kept: the file on the stage, by the real connector."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from auditing.models import CopyRemoval, RetentionRun
from auditing.retention.copies import CopyRefused
from auditing.retention.purging import Purge
from generation.models import GeneratedSVG
from generation.retention import remove_stage_file
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import get_settings, override
from generation.snowflake.warehouse import close_connections, warehouse
from tests import factories
from tests.faults.processes import free_port

pytestmark = pytest.mark.django_db


def put_file(content: str = "<svg/>") -> StageLocation:
    location = StageLocation("SVGSITE", "PUBLIC", "SVG_STAGE", f"2024/01/02/{uuid4()}/house.svg")
    table = f"TMP_SVG_{uuid4().hex.upper()}"
    with warehouse(query_tag="test") as connection:
        connection.create_table(table, kind="TEMPORARY")
        connection.insert_text(table, content)
        connection.copy_to_stage(table, location)
        connection.drop_table(table)
    return location


def is_there(location: StageLocation) -> bool:
    with warehouse(query_tag="test") as connection:
        return connection.find_file(location) is not None


def old_picture(location: StageLocation, **fields: Any) -> GeneratedSVG:
    return factories.GeneratedSVGFactory.create(
        generated_at=timezone.now() - timedelta(days=800), stage_path=str(location), **fields
    )


def test_a_file_is_removed_and_one_that_is_gone_is_content(stand_in: str) -> None:
    location = put_file()

    remove_stage_file(str(location))
    remove_stage_file(str(location))

    assert not is_there(location)


def test_a_stage_that_is_gone_refuses_in_words(stand_in: str) -> None:
    with pytest.raises(CopyRefused) as refused:
        remove_stage_file("@SVGSITE.PUBLIC.NO_SUCH_STAGE/2024/01/02/x/house.svg")

    assert len(str(refused.value)) > 20


def test_what_is_no_address_of_a_file_refuses() -> None:
    with pytest.raises(CopyRefused):
        remove_stage_file("not a place")


def test_only_the_files_that_their_owners_chose_go_with_the_picture(stand_in: str) -> None:
    chosen, kept = put_file(), put_file()
    old_picture(chosen, delete_stage_file=True)
    old_picture(kept)

    Purge(by=None).run_all(["svgs"])

    assert not GeneratedSVG.objects.exists()
    assert (is_there(chosen), is_there(kept)) == (False, True)


def test_a_stage_out_of_reach_keeps_the_debt_for_the_next_purge(stand_in: str) -> None:
    location = put_file()
    old_picture(location, delete_stage_file=True)
    close_connections()
    with override(replace(get_settings(), local_port=free_port())):
        Purge(by=None).run_all(["svgs"])
    owed = CopyRemoval.objects.get()
    assert (owed.done_at, owed.attempts > 0, bool(owed.last_error)) == (None, True, True)

    Purge(by=None).run_all(["svgs"])

    owed.refresh_from_db()
    assert owed.done_at is not None
    assert not is_there(location)
    assert RetentionRun.objects.filter(data_class="svgs", done_rows=1).exists()
