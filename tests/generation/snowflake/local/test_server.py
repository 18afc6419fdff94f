"""Starting, finding, stopping; what is there after a restart and after a kill."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import snowflake.connector

from generation.snowflake.local import server

from .conftest import EXACT, connect_to

PROGRAM = """
import sys
from pathlib import Path
from generation.snowflake.local import server
server.serve(host="127.0.0.1", port=0, state_dir=Path(sys.argv[1]),
             ready=lambda endpoint: print(endpoint.port, flush=True))
"""


@contextmanager
def process(folder: Path) -> Iterator[tuple[subprocess.Popen[str], server.Endpoint]]:
    """A stand-in in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, str(folder)]
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=os.environ | {"TMPDIR": str(folder.parent)}, **given) as p:
        assert p.stdout is not None
        try:
            yield p, server.Endpoint("127.0.0.1", int(p.stdout.readline()))
        finally:
            p.kill()


def furnish(endpoint: server.Endpoint) -> None:
    with connect_to(endpoint) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE DATABASE kept")
        cursor.execute("CREATE SCHEMA kept.inner_one")
        cursor.execute("CREATE TABLE kept.inner_one.t (a VARCHAR(10))")
        cursor.execute("INSERT INTO kept.inner_one.t VALUES ('here')")
        cursor.execute("CREATE STAGE kept.inner_one.s DIRECTORY=(ENABLE=TRUE)")
        cursor.execute(f"COPY INTO @kept.inner_one.s/a.svg FROM (SELECT '<svg/>') {EXACT}")
        cursor.execute("ALTER STAGE kept.inner_one.s REFRESH")


def found(endpoint: server.Endpoint) -> list[Any]:
    with connect_to(endpoint) as connection:
        cursor = connection.cursor()
        return [
            cursor.execute("SELECT a FROM kept.inner_one.t").fetchall(),
            [row[:2] for row in cursor.execute("LIST @kept.inner_one.s").fetchall()],
            cursor.execute("SELECT RELATIVE_PATH FROM DIRECTORY(@kept.inner_one.s)").fetchall(),
            [row[4] for row in cursor.execute("SHOW TABLES IN SCHEMA kept.inner_one").fetchall()],
        ]


EVERYTHING = [[("here",)], [("s/a.svg", 16)], [("a.svg",)], ["TABLE"]]


def test_everything_is_there_after_a_restart(folder: Path) -> None:
    with server.running(state_dir=folder) as endpoint:
        furnish(endpoint)
        with connect_to(endpoint) as connection:
            sql = "SELECT GET_PRESIGNED_URL(@kept.inner_one.s, 'a.svg')"
            ((url,),) = connection.cursor().execute(sql).fetchall()

    with server.running(state_dir=folder, port=endpoint.port):
        assert found(endpoint) == EVERYTHING
        assert httpx.get(url).status_code == 200


def test_everything_is_there_after_a_kill(folder: Path) -> None:
    with process(folder) as (killed, endpoint):
        furnish(endpoint)
        killed.send_signal(signal.SIGKILL)
        killed.wait()

    assert server.published(folder) is None
    with server.running(state_dir=folder) as again:
        assert found(again) == EVERYTHING


def test_a_dropped_database_does_not_come_back(folder: Path) -> None:
    with server.running(state_dir=folder) as endpoint, connect_to(endpoint) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE DATABASE passing")
        cursor.execute("CREATE STAGE s")
        cursor.execute("DROP DATABASE passing")
        with pytest.raises(snowflake.connector.ProgrammingError, match="Object does not exist"):
            cursor.execute("USE DATABASE passing")

    with server.running(state_dir=folder) as endpoint, connect_to(endpoint) as connection:
        cursor = connection.cursor()
        names = [row[1] for row in cursor.execute("SHOW DATABASES").fetchall()]
        stages = cursor.execute("SHOW STAGES IN ACCOUNT").fetchall()

    assert (names, len(stages)) == (["SVGSITE"], 2)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(folder: Path, number: signal.Signals) -> None:
    with process(folder) as (stopped, endpoint):
        assert server.published(folder) == endpoint
        stopped.send_signal(number)
        output, errors = stopped.communicate(timeout=10)

    assert (stopped.returncode, output, errors) == (0, "", "")
    assert not (folder / "endpoint.json").exists()
    assert list(folder.parent.iterdir()) == [folder], "temporary files were left"


def test_one_folder_one_server(folder: Path) -> None:
    with (
        server.running(state_dir=folder),
        pytest.raises(server.StateInUse, match="--state-dir"),
        server.running(state_dir=folder, wait_seconds=0.1),
    ):
        pass

    with server.running(state_dir=folder, wait_seconds=0) as endpoint:
        assert server.answers(endpoint)
    assert not server.answers(endpoint)


def test_an_error_in_the_caller_still_tidies_up(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), server.running(state_dir=folder) as endpoint:
        furnish(endpoint)
        raise ZeroDivisionError

    assert not list((folder / "databases").glob("*.wal")), "the databases were not closed"


def test_the_published_endpoint_is_a_live_one(folder: Path) -> None:
    assert server.published(folder) is None
    with server.running(state_dir=folder) as endpoint:
        assert server.published(folder) == endpoint
        (folder / "endpoint.json").write_text('{"host": "127.0.0.1", "port": 1, "instance": "x"}')
        assert server.published(folder) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104
def test_only_loopback_is_listened_on(folder: Path, host: str) -> None:
    with pytest.raises(ValueError, match="only"):
        server.serve(host=host, port=0, state_dir=folder)


def test_a_port_that_is_taken(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        server.serve(host="localhost", port=taken.getsockname()[1], state_dir=folder)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "attacker.invalid"}, {"Origin": "http://attacker.invalid"}, {"Origin": "null"}],
)
def test_other_hosts_and_origins_are_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 403
