"""The statements of one generation, byte for byte."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import snowflake.connector
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.snowflake.local import server

from .conftest import EXACT, Connect, connect_to

Run = Callable[..., list[Any]]
NASTY = [
    "<svg>plain</svg>",
    "back\\slash \\n \\\\ twice",
    'double " and single \' and both "\'"',
    "comma, tab\t, pipe|",
    "line\nfeed\n",
    "carriage\r\nreturn\r",
    "  space before and after  ",
    "ünïcödé 漢字 🎨 \u2028 \ufeff",
    "\\N",
    "NULL",
    " ",
    "a" * 1024 * 1024,
]


def stage_text(run: Run, text: str, table: str, path: str) -> None:
    run("CREATE TEMPORARY TABLE IDENTIFIER(?) (SVG_CONTENT VARCHAR NOT NULL)", table)
    run("INSERT INTO IDENTIFIER(?) (SVG_CONTENT) SELECT ?", table, text)
    target = f"""'@"SVGSITE"."PUBLIC"."SVG_STAGE"/{path}'"""
    run(f'COPY INTO {target} FROM (SELECT SVG_CONTENT FROM "{table}") {EXACT};')  # noqa: S608
    run("DROP TABLE IF EXISTS IDENTIFIER(?)", table)


def fetch(run: Run, path: str, folder: Path) -> bytes:
    run(f"""GET '@"SVGSITE"."PUBLIC"."SVG_STAGE"/{path}' 'file://{folder}/'""")
    return (folder / path.rpartition("/")[2]).read_bytes()


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_text_is_staged_byte_for_byte(run: Run, tmp_path: Path, text: str) -> None:
    path = f"2026/11/22/{uuid.uuid4()}/x.svg"

    stage_text(run, text, f"TMP_SVG_{uuid.uuid4().hex.upper()}", path)

    assert fetch(run, path, tmp_path) == text.encode()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_is_staged_byte_for_byte(run: Run, tmp_path: Path, text: str) -> None:
    path = f"any/{uuid.uuid4()}.svg"

    stage_text(run, text, f"TMP_SVG_{uuid.uuid4().hex.upper()}", path)

    assert fetch(run, path, tmp_path) == text.encode()


def test_copy_reports_rows_and_bytes(run: Run) -> None:
    sql = f"COPY INTO @SVG_STAGE/report.svg FROM (SELECT 'äb') {EXACT}"

    assert run(sql) == [(1, 3, 3)]


def test_list_shows_the_exact_name_and_size(run: Run) -> None:
    stage_text(run, "<svg/>", "TMP_SVG_LISTED", "listed/Mixed Case.svg")

    (row,) = run("LIST '@SVG_STAGE/listed/Mixed Case.svg'")

    assert row[:2] == ("svg_stage/listed/Mixed Case.svg", 6)


def test_a_second_copy_does_not_overwrite(run: Run) -> None:
    stage_text(run, "first", "TMP_SVG_A", "twice.svg")

    with pytest.raises(snowflake.connector.ProgrammingError, match="Files already existing") as e:
        run(f"COPY INTO @SVG_STAGE/twice.svg FROM (SELECT 'second') {EXACT}")

    assert e.value.errno == 1030
    assert run("LIST @SVG_STAGE/twice.svg")[0][1] == len("first")


def test_overwrite_replaces_the_file(run: Run) -> None:
    copy = "COPY INTO @SVG_STAGE/again.svg FROM (SELECT 'long text') " + EXACT
    run(copy)

    run(copy.replace("OVERWRITE=FALSE", "OVERWRITE=TRUE").replace("long text", "short"))

    assert run("LIST @SVG_STAGE/again.svg")[0][1] == len("short")


def test_a_temporary_table_belongs_to_its_session(connect: Connect) -> None:
    sql = "CREATE TEMPORARY TABLE IDENTIFIER(?) (SVG_CONTENT VARCHAR NOT NULL)"
    connect().cursor().execute(sql, ("TMP_SVG_MINE",))

    with pytest.raises(snowflake.connector.ProgrammingError, match="does not exist"):
        connect().cursor().execute("SELECT * FROM TMP_SVG_MINE")


def test_a_transient_table_is_listed_with_its_age(run: Run) -> None:
    name = f"TMP_SVG_{uuid.uuid4().hex.upper()}"
    run("CREATE TRANSIENT TABLE IDENTIFIER(?) (SVG_CONTENT VARCHAR NOT NULL)", name)

    (row,) = run(rf"SHOW TABLES LIKE 'TMP\\_SVG\\_{name[8:]}'")

    assert (row[1], row[4]) == (name, "TRANSIENT")
    assert abs((datetime.now(UTC) - row[0]).total_seconds()) < 60
    run("DROP TABLE IDENTIFIER(?)", name)
    assert run(f"SHOW TABLES LIKE '{name}'") == []


def test_null_is_refused_as_on_an_account(run: Run) -> None:
    run("CREATE TEMPORARY TABLE IDENTIFIER(?) (SVG_CONTENT VARCHAR NOT NULL)", "TMP_SVG_NULL")

    with pytest.raises(snowflake.connector.IntegrityError) as e:
        run("INSERT INTO IDENTIFIER(?) (SVG_CONTENT) SELECT ?", "TMP_SVG_NULL", None)

    assert e.value.errno == 100072


def test_dropping_what_is_not_there(run: Run) -> None:
    assert "already dropped" in run("DROP TABLE IF EXISTS IDENTIFIER(?)", "TMP_SVG_NONE")[0][0]


def test_eight_connections_at_once(endpoint: server.Endpoint, tmp_path: Path) -> None:
    wrong: list[str] = []

    def generate(number: int) -> None:
        with connect_to(endpoint) as connection:
            cursor = connection.cursor()

            def run(sql: str, *binds: Any) -> list[Any]:
                return list(cursor.execute(sql, binds or None).fetchall())

            for turn in range(5):
                path, text = f"many/{number}/{turn}.svg", f"{number} {turn}"
                stage_text(run, text, f"TMP_SVG_{number}_{turn}", path)
                if fetch(run, path, tmp_path / str(number)) != text.encode():
                    wrong.append(path)

    threads = [threading.Thread(target=generate, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads):
        (tmp_path / str(number)).mkdir()
        thread.start()
    for thread in threads:
        thread.join()

    with connect_to(endpoint) as connection:
        staged = connection.cursor().execute("LIST @SVG_STAGE/many/").fetchall()
    assert (len(staged), wrong) == (40, [])
