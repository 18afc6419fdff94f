"""Tables, indexes and constraints as the specification names them."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from generation import models
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "table"),
    [
        (models.UserSession, "user_sessions"),
        (models.SVGGenerationRequest, "svg_generation_requests"),
        (models.GeneratedSVG, "generated_svgs"),
        (models.SnowflakeStage, "snowflake_stages"),
        (models.TemporaryTable, "temporary_tables"),
    ],
)
def test_tables_are_named_as_specified(model: Any, table: str) -> None:
    assert model._meta.db_table == table


@pytest.mark.parametrize(
    ("table", "index", "column"),
    [
        ("svg_generation_requests", "idx_svg_requests_session", "session_id"),
        ("svg_generation_requests", "idx_svg_requests_status", "status"),
        ("svg_generation_requests", "idx_svg_requests_created", "created_at"),
        ("generated_svgs", "idx_generated_svgs_request", "request_id"),
        ("temporary_tables", "idx_temp_tables_request", "request_id"),
    ],
)
def test_the_five_indexes_stand_in_the_database(table: str, index: str, column: str) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)

    assert found[index]["columns"] == [column]


def refuse(make: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.create(**values)


def test_constraints_are_the_databases() -> None:
    refuse(factories.RequestFactory, status="lost")
    refuse(factories.GeneratedSVGFactory, file_size=0)
    refuse(factories.TemporaryTableFactory, table_type="PERMANENT")


def test_a_request_has_one_picture_at_most() -> None:
    first = factories.GeneratedSVGFactory.create()

    refuse(factories.GeneratedSVGFactory, request=first.request)


def test_a_picture_outlives_its_request_and_keeps_its_owner() -> None:
    svg = factories.GeneratedSVGFactory.create()
    owner = svg.owner

    svg.request.delete()

    svg.refresh_from_db()
    assert svg.request is None
    assert svg.owner == owner


def test_every_key_is_a_uuid_or_a_name() -> None:
    for model in (models.UserSession, models.SVGGenerationRequest, models.GeneratedSVG):
        assert model._meta.pk.get_internal_type() == "UUIDField"
