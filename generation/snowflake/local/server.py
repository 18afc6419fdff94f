"""Start the stand-in, in a process of its own or inside this one, and find one that is running."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .drawing import draw
from .guard import MARK
from .serving import ended_by_signals, prepared_server
from .state import (
    DEFAULT_DATABASE,
    DEFAULT_ROLE,
    DEFAULT_SCHEMA,
    DEFAULT_STAGE,
    DEFAULT_WAREHOUSE,
    StateInUse,
)

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_ROLE",
    "DEFAULT_SCHEMA",
    "DEFAULT_STAGE",
    "DEFAULT_WAREHOUSE",
    "Endpoint",
    "StateInUse",
    "answers",
    "published",
    "running",
    "serve",
]
DEFAULT_PACE_MS = 60
_LOOK_SECONDS = 0.5
_FIRST = [{"role": "user", "content": "a house"}]


@dataclass(frozen=True)
class Endpoint:
    """Where a stand-in listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Its address, such as http://127.0.0.1:8601."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def serve(
    *,
    host: str,
    port: int,
    state_dir: Path,
    pace_ms: int = DEFAULT_PACE_MS,
    ready: Callable[[Endpoint], None] | None = None,
) -> None:
    """Run until SIGINT or SIGTERM; `ready` is called once it answers. StateInUse, OSError."""
    with prepared_server(host, port, Path(state_dir), pace_ms, wait_seconds=0) as (
        server,
        listener,
    ):
        endpoint = Endpoint(*listener.getsockname()[:2])
        with ended_by_signals(server):
            server.on_start = lambda: _ready(endpoint, ready)
            server.run(sockets=[listener])


@contextmanager
def running(
    *, state_dir: Path, port: int = 0, pace_ms: int = 0, wait_seconds: float = 60
) -> Iterator[Endpoint]:
    """A stand-in in a thread of this process; waits while another process has the folder."""
    prepared = prepared_server("127.0.0.1", port, Path(state_dir), pace_ms, wait_seconds)
    with prepared as (server, listener):
        started = threading.Event()
        server.on_start = started.set
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not started.wait(_LOOK_SECONDS):
            if not thread.is_alive():
                raise RuntimeError("The local stand-in for Snowflake did not start.")
        try:
            yield Endpoint(*listener.getsockname()[:2])
        finally:
            server.should_exit = True
            thread.join()


def _ready(endpoint: Endpoint, say: Callable[[Endpoint], None] | None) -> None:
    if say is not None:
        say(endpoint)
    # The engine reads its data on first use, which the first picture should not wait for.
    threading.Thread(target=draw, args=(_FIRST,), daemon=True).start()


def answers(endpoint: Endpoint, timeout: float = 0.5) -> bool:
    """Whether a stand-in listens there."""
    return _instance_at(endpoint, timeout) is not None


def published(state_dir: Path) -> Endpoint | None:
    """Where the live stand-in that holds this folder listens, or None."""
    try:
        found = json.loads((Path(state_dir) / "endpoint.json").read_text())
    except (OSError, ValueError):
        return None
    endpoint = Endpoint(found["host"], found["port"])
    return endpoint if _instance_at(endpoint, 0.5) == found["instance"] else None


def _instance_at(endpoint: Endpoint, timeout: float) -> str | None:
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=timeout)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().headers.get(f"{MARK}-Instance")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
