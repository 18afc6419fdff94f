"""A stand-in of its own for these tests, and the real connector and HTTP client to it."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import snowflake.connector

from generation.snowflake.local import server

Connect = Callable[..., Any]
CHAT = "/api/v2/cortex/v1/chat/completions"
EXACT = """FILE_FORMAT=(TYPE=CSV COMPRESSION=NONE FIELD_DELIMITER=NONE RECORD_DELIMITER=NONE
  FIELD_OPTIONALLY_ENCLOSED_BY=NONE ESCAPE=NONE ESCAPE_UNENCLOSED_FIELD=NONE
  NULL_IF=() EMPTY_FIELD_AS_NULL=FALSE)
  SINGLE=TRUE OVERWRITE=FALSE HEADER=FALSE MAX_FILE_SIZE=16777216"""


def connect_to(endpoint: server.Endpoint, **given: Any) -> Any:
    """A connection as the program makes it; nothing in it reaches another host."""
    parameters = {
        "account": "local",
        "user": "anyone",
        "password": "anything",
        "host": endpoint.host,
        "port": endpoint.port,
        "protocol": "http",
        "database": server.DEFAULT_DATABASE,
        "schema": server.DEFAULT_SCHEMA,
        "warehouse": server.DEFAULT_WAREHOUSE,
        "role": server.DEFAULT_ROLE,
        "paramstyle": "qmark",
        "login_timeout": 5,
        "network_timeout": 5,
        "socket_timeout": 5,
        "platform_detection_timeout_seconds": 0.0,
        **given,
    }
    return snowflake.connector.connect(**parameters)


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Endpoint]:
    with server.running(state_dir=tmp_path_factory.mktemp("stand-in")) as running:
        yield running


@pytest.fixture
def connect(endpoint: server.Endpoint) -> Iterator[Connect]:
    opened: list[Any] = []

    def connect(**given: Any) -> Any:
        opened.append(connect_to(endpoint, **given))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


@pytest.fixture
def run(connect: Connect) -> Callable[..., list[Any]]:
    """Run a statement on one connection and give its rows."""
    cursor = connect().cursor()

    def run(sql: str, *binds: Any, **given: Any) -> list[Any]:
        return list(cursor.execute(sql, binds or None, **given).fetchall())

    return run


@pytest.fixture
def put(run: Callable[..., list[Any]]) -> Callable[[str, bytes], None]:
    """Put bytes on the first stage."""

    def put(path: str, content: bytes) -> None:
        folder, _, name = path.rpartition("/")
        target = f"'file://{name}' '@SVG_STAGE/{folder}'"
        run(f"PUT {target} AUTO_COMPRESS=FALSE OVERWRITE=TRUE", file_stream=io.BytesIO(content))

    return put


@pytest.fixture(scope="session")
def http(endpoint: server.Endpoint) -> Iterator[httpx.Client]:
    """One for all tests: making one costs more than most of them."""
    headers = {"Authorization": "Bearer anything"}
    with httpx.Client(base_url=endpoint.url, headers=headers, timeout=10) as http:
        yield http


@pytest.fixture
def client(http: httpx.Client) -> Iterator[httpx.Client]:
    yield http
    http.delete("/stand-in/faults")


@pytest.fixture
def fault(client: httpx.Client) -> Callable[..., None]:
    """Let statements go wrong."""

    def fault(match: str, action: str, **given: Any) -> None:
        body = {"match": match, "action": action, **given}
        client.post("/stand-in/faults", json=body).raise_for_status()

    return fault


@pytest.fixture
def ask(client: httpx.Client) -> Callable[..., httpx.Response]:
    """Send one prompt to a model."""

    def ask(prompt: str, model: str = "openai-gpt-5", **given: Any) -> httpx.Response:
        messages = [{"role": "user", "content": prompt}]
        return client.post(CHAT, json={"model": model, "messages": messages, **given})

    return ask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"
