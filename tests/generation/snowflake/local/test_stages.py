"""Stages and their files: made, listed, fetched, signed, removed."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import snowflake.connector

from .conftest import Connect

Run = Callable[..., list[Any]]
Put = Callable[[str, bytes], None]
PROTECTIVE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def names(rows: list[Any]) -> list[str]:
    return [row[0] for row in rows]


def test_both_first_stages_are_there(connect: Connect) -> None:
    cursor = connect().cursor(snowflake.connector.DictCursor)
    rows = {row["name"]: row for row in cursor.execute("SHOW STAGES").fetchall()}

    assert {"SVG_STAGE", "MARKETING_ASSETS"} <= set(rows)
    stage = rows["SVG_STAGE"]
    assert (stage["type"], stage["directory_enabled"]) == ("INTERNAL NO CSE", "Y")
    assert (stage["owner"], stage["has_encryption_key"], stage["url"]) == ("LOCAL_ROLE", "N", "")


def test_a_stage_comes_and_goes(run: Run) -> None:
    run("CREATE STAGE passing COMMENT='it''s here' DIRECTORY=(ENABLE=TRUE)")
    assert "already exists" in run("CREATE STAGE IF NOT EXISTS passing")[0][0]
    with pytest.raises(snowflake.connector.ProgrammingError, match="already exists"):
        run("CREATE STAGE PASSING")

    assert run("SHOW STAGES LIKE 'pass%'")[0][8] == "it's here"
    assert ("DIRECTORY", "ENABLE", "Boolean", "true", "false") in run("DESCRIBE STAGE passing")
    run("DROP STAGE passing")
    assert run("SHOW STAGES LIKE 'PASSING'") == []


def test_a_schema_takes_its_stages_along(run: Run) -> None:
    run("CREATE SCHEMA SVGSITE.passing")
    run("CREATE STAGE SVGSITE.passing.s")

    run("DROP SCHEMA SVGSITE.passing")

    assert run("SHOW STAGES LIKE 'S' IN ACCOUNT") == []


def test_replacing_a_stage_empties_it(run: Run) -> None:
    run("CREATE STAGE refilled")
    run("COPY INTO @refilled/a FROM (SELECT 1)")

    run("CREATE OR REPLACE STAGE refilled")

    assert run("LIST @refilled") == []


def test_describing_a_statement_does_not_run_it(connect: Connect) -> None:
    cursor = connect().cursor()

    cursor.describe("CREATE STAGE described")

    assert cursor.execute("SHOW STAGES LIKE 'DESCRIBED'").fetchall() == []


def test_show_looks_in_the_current_database(run: Run) -> None:
    run("CREATE SCHEMA SVGSITE.aside")
    run("CREATE STAGE SVGSITE.aside.s")
    run("USE SCHEMA SVGSITE.PUBLIC")

    assert len(run("SHOW STAGES LIKE 'S'")) == 1
    assert run("SHOW STAGES LIKE 'S' IN SCHEMA") == []
    run("DROP SCHEMA SVGSITE.aside")


def test_encryption_cannot_be_changed(run: Run) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match="Unsupported"):
        run("ALTER STAGE SVG_STAGE SET ENCRYPTION=(TYPE='SNOWFLAKE_FULL')")


def test_list_goes_by_prefix(run: Run, put: Put) -> None:
    put("pre/foo", b"1")
    put("pre/foo_new", b"2")

    assert names(run("LIST @SVG_STAGE/pre/foo")) == ["svg_stage/pre/foo", "svg_stage/pre/foo_new"]
    assert names(run("LIST @SVG_STAGE/pre/foo PATTERN='.*/foo'")) == ["svg_stage/pre/foo"]
    assert run("LIST @SVG_STAGE/pre/foo PATTERN='foo'") == []
    assert run("LIST @SVG_STAGE/PRE") == []


def test_list_gives_size_md5_and_time(run: Run, put: Put) -> None:
    put("seen/a.svg", b"<svg/>")

    ((name, size, md5, modified),) = run("LIST @SVG_STAGE/seen/")

    assert (name, size) == ("svg_stage/seen/a.svg", 6)
    assert md5 == "677433a0892aaed7b7d2628c313c9775"
    assert modified.endswith(" GMT")


def test_the_default_encryption_pads_sizes(run: Run) -> None:
    run("CREATE OR REPLACE STAGE padded")

    run("COPY INTO @padded/a FROM (SELECT 'x') FILE_FORMAT=(TYPE=CSV COMPRESSION=NONE) SINGLE=TRUE")

    assert run("LIST @padded")[0][1] == 16


def test_remove_goes_by_prefix(run: Run, put: Put) -> None:
    put("gone/a", b"1")
    put("gone/ab", b"2")
    put("gone/b", b"3")

    assert run("REMOVE @SVG_STAGE/gone/a PATTERN='.*/ab'") == [("svg_stage/gone/ab", "removed")]
    assert names(run("RM @SVG_STAGE/gone/")) == ["svg_stage/gone/a", "svg_stage/gone/b"]
    assert run("LIST @SVG_STAGE/gone") == []


def test_put_without_overwrite_keeps_the_file(run: Run, put: Put) -> None:
    put("kept/a.svg", b"old")

    run("PUT file://a.svg @SVG_STAGE/kept AUTO_COMPRESS=FALSE", file_stream=io.BytesIO(b"newer"))

    assert run("LIST @SVG_STAGE/kept")[0][1] == 3


def test_put_compresses_by_default(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "packed.svg"
    source.write_bytes(b"<svg/>")

    run(f"PUT 'file://{source}' '@SVG_STAGE/deep/er'")

    assert names(run("LIST @SVG_STAGE/deep")) == ["svg_stage/deep/er/packed.svg.gz"]


def test_get_of_what_is_not_there(run: Run, tmp_path: Path) -> None:
    with pytest.raises(snowflake.connector.OperationalError) as e:
        run(f"GET @SVG_STAGE/nothing file://{tmp_path}/")

    assert e.value.errno == 253006


def test_the_directory_table_needs_a_refresh(run: Run) -> None:
    run("CREATE OR REPLACE STAGE shelf DIRECTORY=(ENABLE=TRUE)")
    run("COPY INTO @shelf/sub/a.svg FROM (SELECT 1)")
    wanted = "SELECT RELATIVE_PATH FROM DIRECTORY(@shelf) WHERE SIZE > 0"
    assert run(wanted) == []

    assert run("ALTER STAGE shelf REFRESH")[0][:2] == ("sub/a.svg_0_0_0.csv.gz", "REGISTERED_NEW")

    assert run(wanted) == [("sub/a.svg_0_0_0.csv.gz",)]


def test_no_directory_table_without_the_option(run: Run) -> None:
    run("CREATE OR REPLACE STAGE plain")

    with pytest.raises(snowflake.connector.ProgrammingError, match="is not enabled"):
        run("SELECT * FROM DIRECTORY(@plain)")


@pytest.mark.parametrize("path", ["../out", "a/../../out", "./a", "a//b"])
def test_a_path_stays_on_its_stage(run: Run, path: str) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match="cannot hold"):
        run(f"COPY INTO '@SVG_STAGE/{path}' FROM (SELECT 1) SINGLE=TRUE")
    assert run(f"LIST '@SVG_STAGE/{path}'") == []


@pytest.mark.parametrize("stage", ["@~", "@%TABLE", "@NOSUCH", "@A.B.C.D/x"])
def test_other_stages_are_an_error(run: Run, stage: str) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError):
        run(f"LIST {stage}")


def test_a_presigned_address_opens_safely(run: Run, put: Put, client: httpx.Client) -> None:
    put("signed/ü ?.svg", b"<svg/>")

    ((url,),) = run("SELECT GET_PRESIGNED_URL(@SVG_STAGE, ?, 60) AS URL", "signed/ü ?.svg")
    answer = client.get(url)

    assert (answer.status_code, answer.content) == (200, b"<svg/>")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == PROTECTIVE
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_name_that_does_not_exist_is_signed_too(run: Run, client: httpx.Client) -> None:
    ((url,),) = run("SELECT GET_PRESIGNED_URL(@SVG_STAGE, 'never.svg')")

    assert client.get(url).status_code == 404
    expires = int(parse_qs(urlsplit(url).query)["expires"][0])
    assert expires - time.time() == pytest.approx(3600, abs=5)


def test_an_expired_or_changed_address_is_refused(
    run: Run, put: Put, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("late.svg", b"<svg/>")
    ((url,),) = run("SELECT GET_PRESIGNED_URL(@SVG_STAGE, 'late.svg', 10)")

    assert client.get(url.replace("late.svg", "other.svg")).status_code == 403
    later = time.time() + 11
    monkeypatch.setattr("generation.snowflake.local.presigned_files.time.time", lambda: later)
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("seconds", [0, 604_801])
def test_an_address_lasts_a_week_at_most(run: Run, seconds: int) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match="expiration"):
        run("SELECT GET_PRESIGNED_URL(@SVG_STAGE, 'x', ?)", seconds)


def test_the_default_encryption_makes_addresses_useless(run: Run, client: httpx.Client) -> None:
    run("CREATE OR REPLACE STAGE closed")
    run("COPY INTO @closed/a.svg FROM (SELECT 'secret') SINGLE=TRUE")

    ((url,),) = run("SELECT GET_PRESIGNED_URL(@closed, 'a.svg')")

    assert b"secret" not in client.get(url).content
