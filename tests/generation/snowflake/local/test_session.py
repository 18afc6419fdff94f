"""Sessions: who, where, with which settings, and how they end."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import snowflake.connector
from django.db.utils import ConnectionHandler

from generation.snowflake.local import server

from .conftest import Connect

Run = Callable[..., list[Any]]
Fault = Callable[..., None]
UNKNOWN = [
    "FLY ME TO THE MOON",
    "GRANT ROLE a TO USER b",
    "CREATE HYBRID TABLE h (a INT PRIMARY KEY)",
    "CALL nothing()",
    "SELECT SNOWFLAKE.CORTEX.COMPLETE('m', 'p')",
    "COPY INTO t FROM @SVG_STAGE",
    "SELECT * FROM nothing_of_that_name",
    "SELECT 'unclosed",
    "",
]


def test_context_functions(run: Run) -> None:
    names = "WAREHOUSE", "ROLE", "USER", "DATABASE", "SCHEMA"
    wanted = ", ".join(f"CURRENT_{name}()" for name in names)

    assert run(f"SELECT {wanted}") == [("LOCAL_WH", "LOCAL_ROLE", "ANYONE", "SVGSITE", "PUBLIC")]
    assert run("SELECT CURRENT_VERSION() AS v")[0][0].count(".") >= 2


def test_context_functions_inside_a_query(run: Run) -> None:
    sql = "SELECT 'CURRENT_ROLE()' || CURRENT_ROLE() AS x, 1 AS y"

    assert run(sql) == [("CURRENT_ROLE()LOCAL_ROLE", 1)]


def test_use_changes_the_context(connect: Connect) -> None:
    connection = connect()
    cursor = connection.cursor()

    cursor.execute("USE WAREHOUSE other")
    cursor.execute('USE ROLE "Mixed"')

    assert (connection.warehouse, connection.role) == ("OTHER", "Mixed")
    assert cursor.execute("SELECT CURRENT_WAREHOUSE()").fetchone() == ("OTHER",)


def test_session_parameters_are_given_back(connect: Connect) -> None:
    cursor = connect(session_parameters={"QUERY_TAG": "at login"}).cursor()

    def tag() -> str:
        return str(cursor.execute("SHOW PARAMETERS LIKE 'QUERY_TAG' IN SESSION").fetchone()[1])

    assert tag() == "at login"
    cursor.execute("ALTER SESSION SET QUERY_TAG='it''s later', ABORT_DETACHED_QUERY=TRUE")
    assert tag() == "it's later"
    cursor.execute("ALTER SESSION UNSET QUERY_TAG")
    assert tag() == ""


def test_query_history_knows_the_tag_of_a_statement(run: Run) -> None:
    tag = str(uuid.uuid4())
    run("SELECT 1", _statement_params={"QUERY_TAG": tag})

    found = run(
        "SELECT QUERY_TEXT, EXECUTION_STATUS FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY())"
        " WHERE QUERY_TAG = ?",
        tag,
    )

    assert found == [("SELECT 1", "SUCCESS")]


@pytest.mark.parametrize("sql", UNKNOWN)
def test_an_unknown_statement_is_an_error_at_once(run: Run, sql: str) -> None:
    begin = time.monotonic()

    with pytest.raises(snowflake.connector.ProgrammingError):
        run(sql or "-- only a comment")

    assert time.monotonic() - begin < 1


def test_a_missing_database_is_not_made(connect: Connect) -> None:
    cursor = connect(database="NOSUCH").cursor()

    assert cursor.execute("SELECT CURRENT_DATABASE()").fetchone() == (None,)
    with pytest.raises(snowflake.connector.ProgrammingError, match="current database"):
        cursor.execute("CREATE STAGE s")


@pytest.mark.parametrize("given", [{"user": "denied_user"}, {"role": "DENIED_ROLE"}])
def test_denied_names_are_refused(connect: Connect, given: dict[str, str]) -> None:
    with pytest.raises(snowflake.connector.DatabaseError) as e:
        connect(**given)

    assert e.value.errno == 390100


def test_an_expired_token_is_renewed(run: Run, fault: Fault) -> None:
    run("CREATE TEMPORARY TABLE IDENTIFIER(?) (T VARCHAR)", "TMP_RENEWED")
    fault("SELECT T FROM", "sessionexpired")

    assert run("SELECT T FROM TMP_RENEWED") == []


def test_a_session_that_is_gone_says_so(connect: Connect) -> None:
    connection = connect()
    connection.rest._token = "forgotten"

    with pytest.raises(snowflake.connector.ProgrammingError) as e:
        connection.cursor().execute("SELECT 1")

    assert e.value.errno == 390111
    connection.rest._master_token = None


def test_logging_out_forgets_the_session(connect: Connect, client: httpx.Client) -> None:
    def sessions() -> int:
        return int(client.get("/").text.partition(" sessions,")[0].rpartition(">")[2])

    before = sessions()
    connection = connect()
    assert sessions() == before + 1
    connection.close()
    assert sessions() == before


def test_array_binds(run: Run, connect: Connect) -> None:
    cursor = connect().cursor()
    cursor.execute("CREATE TEMPORARY TABLE many (a INT, b VARCHAR)")

    cursor.executemany("INSERT INTO many VALUES (?, ?)", [(1, "x"), (2, None)])

    assert cursor.rowcount == 2
    assert cursor.execute("SELECT * FROM many ORDER BY a").fetchall() == [(1, "x"), (2, None)]


def test_a_rolled_back_insert_is_gone(connect: Connect) -> None:
    connection = connect(autocommit=False)
    cursor = connection.cursor()
    cursor.execute("CREATE TEMPORARY TABLE IDENTIFIER(?) (T VARCHAR)", ("TMP_ROLLED",))
    cursor.execute("INSERT INTO IDENTIFIER(?) (T) SELECT ?", ("TMP_ROLLED", "x"))

    connection.rollback()

    assert cursor.execute("SELECT T FROM TMP_ROLLED").fetchall() == []


def test_the_django_backend_connects(endpoint: server.Endpoint, django_db_blocker: Any) -> None:
    options = {
        "host": endpoint.host,
        "port": endpoint.port,
        "protocol": "http",
        "platform_detection_timeout_seconds": 0.0,
        "login_timeout": 5,
        "network_timeout": 5,
    }
    places = {"NAME": "SVGSITE", "SCHEMA": "PUBLIC", "WAREHOUSE": "LOCAL_WH", "ACCOUNT": "local"}
    who = {"ENGINE": "django_snowflake", "USER": "anyone", "PASSWORD": "anything"}
    connections = ConnectionHandler({"default": {**who, **places, "OPTIONS": options}})
    connection = connections["default"]
    connection.inc_thread_sharing()

    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            assert cursor.execute("SELECT 1").fetchone() == (1,)
            assert isinstance(connection.introspection.table_names(cursor), list)
        assert connection.is_usable()
        connection.close()
