"""Stages as the account describes them."""

import pytest
from django.contrib.auth.models import User

from auditing.models import AccessEvent
from generation import stages
from generation.models import SnowflakeStage
from generation.snowflake.warehouse import close_connections, warehouse
from tests.factories import SnowflakeStageFactory

pytestmark = pytest.mark.django_db


def test_synchronising_writes_what_the_account_says(stand_in: str, staff: User) -> None:
    found = stages.synchronise(by=staff)

    stage = SnowflakeStage.objects.get(pk="SVG_STAGE")
    assert found >= 2
    assert (stage.database, stage.schema, stage.is_available) == ("SVGSITE", "PUBLIC", True)
    assert stage.encryption
    assert AccessEvent.objects.get(action="stages.synchronise").actor_name == "staff"


def test_a_stage_that_is_gone_stays_as_a_row(stand_in: str) -> None:
    SnowflakeStageFactory.create(stage_name="GONE")

    stages.synchronise(by=None)

    assert not SnowflakeStage.objects.get(pk="GONE").is_available


def test_of_two_with_one_name_the_one_in_our_schema_counts(stand_in: str) -> None:
    with warehouse(query_tag="test") as connection:
        connection.run("CREATE SCHEMA IF NOT EXISTS SVGSITE.ZOO")
        connection.run("CREATE STAGE IF NOT EXISTS SVGSITE.ZOO.SVG_STAGE")
    close_connections()  # to make a schema is to move into it

    stages.synchronise(by=None)

    assert SnowflakeStage.objects.get(pk="SVG_STAGE").schema == "PUBLIC"
