"""uvicorn around the application: socket, folder and signals."""

import ipaddress
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import FrameType

import uvicorn

from .app import create_app
from .guard import LOOPBACK
from .state import Folder, World

_SHUTDOWN_SECONDS = 2


class Server(uvicorn.Server):
    """uvicorn without its own signal handling, and with a word when it is ready."""

    on_start: Callable[[], None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so when it listens."""
        await super().startup(sockets)
        if self.on_start is not None:
            self.on_start()


@contextmanager
def prepared_server(
    host: str, port: int, state_dir: Path, pace_ms: int, wait_seconds: float
) -> Iterator[tuple[Server, socket.socket]]:
    """A server over the folder and the socket it shall use, both let go of afterwards."""
    with ExitStack() as stack:
        listener = stack.enter_context(_listening(host, port))
        folder = stack.enter_context(closing(Folder(state_dir, wait_seconds)))
        world = stack.enter_context(closing(World(folder, pace_ms)))
        address, number = listener.getsockname()[:2]
        folder.publish(address, number, world.instance)
        yield Server(_configuration(world)), listener


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
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
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
def ended_by_signals(server: Server) -> Iterator[None]:
    """SIGINT and SIGTERM end the server, and this process goes on to tidy up."""

    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
