"""Tables, stages and catalogue, by the real connector against the stand-in."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generation.snowflake import errors
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import SnowflakeSettings
from generation.snowflake.warehouse import Warehouse, warehouse

TRICKY = [
    "<svg/>",
    '<svg a="b">\\N \\\\ "" \'\' ,;|\t</svg>',
    "line\nline\r\nends with a newline\n",
    "é ☃ 𝒳 \u00a0",
    " leading and trailing ",
    "null",
    "x" * 300_000,
]


@pytest.fixture
def db(embedded: SnowflakeSettings) -> Iterator[Warehouse]:
    with warehouse(query_tag="the-tag") as opened:
        yield opened


@pytest.fixture
def folder() -> str:
    return f"2026/11/22/{uuid.uuid4()}"


def new_table() -> str:
    return f"TMP_SVG_{uuid.uuid4().hex.upper()}"


def at(path: str, stage: str = "SVG_STAGE") -> StageLocation:
    return StageLocation("SVGSITE", "PUBLIC", stage, path)


def put(db: Warehouse, path: str, content: str = "<svg/>") -> StageLocation:
    table, location = new_table(), at(path)
    db.create_table(table, kind="TEMPORARY")
    db.insert_text(table, content)
    db.copy_to_stage(table, location)
    db.drop_table(table)
    return location


@pytest.mark.parametrize("content", TRICKY)
@pytest.mark.parametrize("kind", ["TEMPORARY", "TRANSIENT"])
def test_a_picture_travels_byte_for_byte_in_six_statements(
    db: Warehouse, folder: str, content: str, kind: str
) -> None:
    table, location, data = new_table(), at(f"{folder}/a-house.svg"), content.encode()

    db.create_table(table, kind=kind)
    db.insert_text(table, content)
    written = db.copy_to_stage(table, location)
    found = db.find_file(location)
    read = db.read_file(location)
    db.drop_table(table)

    assert len(db.statements) == 6
    assert found is not None
    assert (written, found.size, read) == (len(data), len(data), data)
    assert found.name == location.path
    assert found.md5 == hashlib.md5(data, usedforsecurity=False).hexdigest()
    assert datetime.now(UTC) - found.last_modified < timedelta(minutes=5)


def test_each_statement_has_an_id(db: Warehouse) -> None:
    db.context()
    first = db.last_query_id
    db.context()

    assert first
    assert db.last_query_id != first


def test_each_statement_carries_the_tag(db: Warehouse) -> None:
    table = new_table()
    db.drop_table(table)

    rows = db.run(
        "SELECT QUERY_TAG FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY()) WHERE QUERY_ID = ?",
        db.last_query_id,
    )

    assert [row["query_tag"] for row in rows] == ["the-tag"]


def test_bound_values_are_not_kept_with_the_statements(db: Warehouse) -> None:
    table = new_table()
    db.create_table(table, kind="TEMPORARY")
    db.insert_text(table, "a secret picture")

    assert "secret" not in "".join(db.statements)
    db.drop_table(table)


def test_the_context(db: Warehouse) -> None:
    here = db.context()

    assert (here.database, here.schema) == ("SVGSITE", "PUBLIC")
    assert (here.warehouse, here.role) == ("LOCAL_WH", "LOCAL_ROLE")


def test_a_name_that_is_taken_keeps_its_file(db: Warehouse, folder: str) -> None:
    location = put(db, f"{folder}/a.svg", "first")

    with pytest.raises(errors.FileExists):
        put(db, location.path, "second")

    assert db.read_file(location) == b"first"


def test_names_are_exact_where_snowflake_goes_by_prefix(db: Warehouse, folder: str) -> None:
    for name in ("a.svg", "a.svg_new", "xa.svg", "sub/a.svg"):
        put(db, f"{folder}/{name}")
    put(db, f"{folder}2/a.svg")

    assert [file.name for file in db.list_files(at(f"{folder}/a.svg"))] == [f"{folder}/a.svg"]
    assert db.find_file(at(f"{folder}/a.sv")) is None
    assert {file.name.removeprefix(f"{folder}/") for file in db.list_files(at(folder))} == {
        "a.svg", "a.svg_new", "xa.svg", "sub/a.svg"
    }  # fmt: skip


def test_removing_takes_exactly_one_file(db: Warehouse, folder: str) -> None:
    for name in ("a.svg", "a.svg_new", "sub/a.svg", "aXsvg"):
        put(db, f"{folder}/{name}")

    assert db.remove_file(at(f"{folder}/a.svg"))

    left = {file.name.removeprefix(f"{folder}/") for file in db.list_files(at(folder))}
    assert left == {"a.svg_new", "sub/a.svg", "aXsvg"}
    assert not db.remove_file(at(f"{folder}/a.svg"))
    assert not db.remove_file(at(f"{folder}/a"))


def test_a_file_that_is_not_there(db: Warehouse, folder: str) -> None:
    assert db.find_file(at(f"{folder}/none.svg")) is None
    assert db.list_files(at(folder)) == []
    with pytest.raises(errors.FileMissing):
        db.read_file(at(f"{folder}/none.svg"))


def test_a_stage_that_is_not_there(db: Warehouse, folder: str) -> None:
    nowhere = at(f"{folder}/a.svg", stage="NOWHERE")
    table = new_table()
    db.create_table(table, kind="TEMPORARY")
    db.insert_text(table, "x")

    for use in (db.list_files, db.find_file, db.read_file, db.remove_file):
        with pytest.raises(errors.StageMissing):
            use(nowhere)
    with pytest.raises(errors.StageMissing):
        db.copy_to_stage(table, nowhere)
    db.drop_table(table)


def test_a_table_that_is_not_there(db: Warehouse, folder: str) -> None:
    with pytest.raises(errors.StatementRejected):
        db.insert_text(new_table(), "x")
    with pytest.raises(errors.StatementRejected):
        db.copy_to_stage(new_table(), at(f"{folder}/a.svg"))
    db.drop_table(new_table())


@pytest.mark.parametrize("seconds", [0, -1, 604_801])
def test_a_link_lives_a_week_at_most(db: Warehouse, seconds: int) -> None:
    with pytest.raises(errors.InvalidInput):
        db.presigned_url(at("a.svg"), seconds=seconds)


def test_a_link_opens_the_file(db: Warehouse, folder: str) -> None:
    location = put(db, f"{folder}/a.svg", "<svg>é</svg>")

    url = db.presigned_url(location, seconds=60)

    assert httpx.get(url, trust_env=False).content == "<svg>é</svg>".encode()


def test_a_bare_stage_is_no_file(db: Warehouse) -> None:
    for use in (db.find_file, db.read_file, db.remove_file):
        with pytest.raises(errors.InvalidInput):
            use(at(""))
    with pytest.raises(errors.InvalidInput):
        db.presigned_url(at(""), seconds=60)


def test_the_stages(db: Warehouse) -> None:
    stages = {stage.name: stage for stage in db.list_stages()}

    output = stages["SVG_STAGE"]
    assert (output.database, output.schema, output.type) == ("SVGSITE", "PUBLIC", "INTERNAL NO CSE")
    assert (output.encryption, output.url) == ("SNOWFLAKE_SSE", "")
    assert output.storage_integration is None
    assert output.directory_enabled
    assert output.created_at.tzinfo is not None


def test_the_temporary_tables(db: Warehouse) -> None:
    temporary, transient = new_table(), f"{new_table()}_2"
    db.create_table(temporary, kind="TEMPORARY")
    db.create_table(transient, kind="TRANSIENT")

    found = {table.name: table for table in db.list_tables()}

    assert (found[temporary].kind, found[transient].kind) == ("TEMPORARY", "TRANSIENT")
    assert found[transient].schema == "PUBLIC"
    assert datetime.now(UTC) - found[transient].created_at < timedelta(minutes=5)
    db.drop_table(temporary)
    db.drop_table(transient)
    assert not {temporary, transient} & {table.name for table in db.list_tables()}


def test_a_prefix_is_no_wildcard(db: Warehouse) -> None:
    table = new_table()
    db.create_table(table, kind="TRANSIENT")

    assert db.list_tables("TMP_SVG_" + table[8:20])[0].name == table
    assert db.list_tables("TMP_SVGX") == []
    for prefix in ("%", "T'", "tmp"):
        with pytest.raises(errors.InvalidName):
            db.list_tables(prefix)
    db.drop_table(table)


def test_the_models(db: Warehouse) -> None:
    models = {model.name: model for model in db.base_models()}

    assert models["claude-sonnet-4-5"].lifecycle_status == "GA"
    assert {model.lifecycle_status for model in models.values()} <= {
        "GA", "PUPR", "PRPR", "LEGACY", "EOL"
    }  # fmt: skip
    assert any(isinstance(model.eol_date, date) for model in models.values())


def test_a_table_has_one_of_two_kinds(db: Warehouse) -> None:
    with pytest.raises(errors.InvalidInput):
        db.create_table(new_table(), kind="PERMANENT")
    assert db.statements == []


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text())
def test_no_table_name_but_ours_reaches_a_statement(db: Warehouse, name: str) -> None:
    calls: list[Any] = [
        lambda: db.create_table(name, kind="TRANSIENT"),
        lambda: db.insert_text(name, "x"),
        lambda: db.copy_to_stage(name, at("a.svg")),
        lambda: db.drop_table(name),
    ]
    for call in calls:
        with pytest.raises(errors.InvalidName):
            call()
    assert db.statements == []


class Loud(str):
    """Like a lazy, safe or enumerated text: the connector refuses subclasses."""

    __slots__ = ()

    def __str__(self) -> str:
        return "LOUD"


def test_texts_of_a_subclass_are_bound_as_they_are(db: Warehouse, folder: str) -> None:
    table, location = new_table(), at(f"{folder}/a.svg")
    db.create_table(Loud(table), kind="TEMPORARY")
    db.insert_text(table, Loud("as it is"))
    db.copy_to_stage(table, location)
    db.drop_table(table)

    assert db.read_file(location) == b"as it is"


class External(Warehouse):
    """An external stage as LIST shows it; the stand-in has none."""

    def run(self, sql: str, *binds: Any, **options: Any) -> list[dict[str, Any]]:
        self.statements.append(sql)
        moment = "Fri, 20 Nov 2026 10:00:00 GMT"
        if sql.startswith("LIST"):
            urls = ["s3://bucket/base/2026/a.svg", "s3://bucket/base/2026/a.svg2"]
            return [{"name": u, "size": 3, "md5": None, "last_modified": moment} for u in urls]
        names = ("name", "database_name", "schema_name", "url", "type", "created_on")
        stage = ("EXT", "DB", "S", "s3://bucket/base/", "EXTERNAL", moment)
        return [dict(zip(names, stage, strict=True))]

    def stream(self, sql: str, missing: Any = None) -> Iterator[dict[str, Any]]:
        return iter(self.run(sql))


def test_names_on_an_external_stage_lose_its_url() -> None:
    db = External(query_tag="t")

    found = db.find_file(StageLocation("DB", "S", "EXT", "2026/a.svg"))

    assert found is not None
    assert (found.name, found.md5) == ("2026/a.svg", "")
    assert db.statements[1] == """SHOW STAGES LIKE 'EXT' IN SCHEMA "DB"."S\""""
