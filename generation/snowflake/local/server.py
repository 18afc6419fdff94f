"""Start the stand-in, in a process of its own or inside this one, and find one that is running."""

import http.client
import ipaddress
import json
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from .app import create_app
from .guard import LOOPBACK, MARK
from .state import (
    DEFAULT_DATABASE,
    DEFAULT_ROLE,
    DEFAULT_SCHEMA,
    DEFAULT_STAGE,
    DEFAULT_WAREHOUSE,
    Folder,
    StateInUse,
    World,
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
DEFAULT_PACE_MS = 15
_SHUTDOWN_SECONDS = 2


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
    """Run until SIGINT or SIGTERM. `ready` is called once it answers. Raises StateInUse, OSError."""
    with _prepared(host, port, Path(state_dir), pace_ms, wait_seconds=0) as (server, listener):
        endpoint = Endpoint(*listener.getsockname()[:2])
        with _ended_by_signals(server):
            server.on_start = lambda: ready(endpoint) if ready else None
            server.run(sockets=[listener])


@contextmanager
def running(
    *, state_dir: Path, port: int = 0, pace_ms: int = 0, wait_seconds: float = 60
) -> Iterator[Endpoint]:
    """A stand-in in a thread of this process; waits for the folder if another one holds it."""
    prepared = _prepared("127.0.0.1", port, Path(state_dir), pace_ms, wait_seconds)
    with prepared as (server, listener):
        started = threading.Event()
        server.on_start = started.set
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        started.wait()
        try:
            yield Endpoint(*listener.getsockname()[:2])
        finally:
            server.should_exit = True
            thread.join()


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


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, and with a word when it is ready."""

    on_start: Callable[[], None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.on_start is not None:
            self.on_start()


@contextmanager
def _prepared(
    host: str, port: int, state_dir: Path, pace_ms: int, wait_seconds: float
) -> Iterator[tuple[_Server, socket.socket]]:
    listener = _listening(host, port)
    try:
        folder = Folder(state_dir, wait_seconds)
        try:
            world = World(folder, pace_ms)
            folder.publish(*listener.getsockname()[:2], world.instance)
            yield _Server(_configuration(world)), listener
            world.close()
        finally:
            folder.close()
    finally:
        listener.close()


def _listening(host: str, port: int) -> socket.socket:
    if host not in LOOPBACK:
        raise ValueError(f"The stand-in listens on {', '.join(LOOPBACK)} only, not on {host}.")
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    # Named TCP, or asyncio leaves Nagle's delay on and every statement takes 40 ms longer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError:
        listener.close()
        raise
    return listener


def _configuration(world: World) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(world),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )


@contextmanager
def _ended_by_signals(server: _Server) -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
