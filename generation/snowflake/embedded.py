"""Have the local stand-in at hand for the length of one piece of work.

    with available(say=print):
        ...   # `warehouse` and `complete` work, whether or not a stand-in was running before

Several commands may share the stand-in that one of them started: each holds a shared lock on a file
in its folder while it works, and the one that started it stops it when the last has let go.
"""

from __future__ import annotations

import fcntl
import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from generation.snowflake.settings import SnowflakeSettings, get_settings, override

if TYPE_CHECKING:
    from generation.snowflake.local.server import Endpoint

PROBE_SECONDS = 0.5
START_SECONDS = 30.0
MARK = "X-Local-Snowflake"  # the header that every answer of the stand-in carries
_LOCK_FILE = "in-use.lock"


@contextmanager
def available(*, say: Callable[[str], None]) -> Iterator[None]:
    """Does nothing where the settings name an account. `say` gets a line when it takes a while."""
    settings = get_settings()
    if not settings.embedded or is_stand_in(settings.local_host, settings.local_port):
        yield
        return
    with _in_use(settings.local_dir) as lock, _found_or_started(settings, say, lock):
        yield


def is_stand_in(host: str, port: int) -> bool:
    """Whether a stand-in answers there. Loads nothing of it: that takes a second."""
    connection = http.client.HTTPConnection(host, port, timeout=PROBE_SECONDS)
    try:
        connection.request("HEAD", "/")
        return connection.getresponse().headers.get(MARK) is not None
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def _found_or_started(
    settings: SnowflakeSettings, say: Callable[[str], None], lock: IO[str]
) -> Iterator[None]:
    from generation.snowflake.local import server

    with ExitStack() as own:
        endpoint = server.published(settings.local_dir)
        if endpoint is None:
            say("Starting the local stand-in for Snowflake …")
            endpoint, is_ours = _started_here_or_elsewhere(settings.local_dir, own)
            if is_ours:
                own.callback(_wait_for_the_others, lock, say)
        with override(_at(settings, endpoint.host, endpoint.port)):
            yield


def _started_here_or_elsewhere(folder: Path, own: ExitStack) -> tuple[Endpoint, bool]:
    """Ours, kept in `own`, and True; or that of a command which was just a little earlier."""
    from generation.snowflake.local import server

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            ours = server.running(state_dir=folder, port=0, wait_seconds=0)
            return own.enter_context(ours), True
        except server.StateInUse:
            # Waiting for the folder would wait for ever: its holder waits until we let go.
            endpoint = server.published(folder)
            if endpoint is not None:
                return endpoint, False
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _at(settings: SnowflakeSettings, host: str, port: int) -> SnowflakeSettings:
    return replace(settings, local_host=host, local_port=port)


@contextmanager
def _in_use(folder: Path) -> Iterator[IO[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK_FILE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield lock


def _wait_for_the_others(lock: IO[str], say: Callable[[str], None]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for other commands that use this stand-in …")
        fcntl.flock(lock, fcntl.LOCK_EX)
