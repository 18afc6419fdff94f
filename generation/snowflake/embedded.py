"""Have the local stand-in at hand for the length of one piece of work.

    with available(say=print):
        ...   # `warehouse` and `complete` work, whether or not a stand-in was running before

Several commands may share the stand-in that one of them started: each holds a shared lock on a file
in its folder while it works, and the one that started it stops it when the last has let go.
"""

from __future__ import annotations

import fcntl
import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from generation.snowflake.settings import SnowflakeSettings, get_settings, override

PROBE_SECONDS = 0.5
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

    endpoint = server.published(settings.local_dir)
    if endpoint is not None:
        with override(_at(settings, endpoint.host, endpoint.port)):
            yield
        return
    say("Starting the local stand-in for Snowflake …")
    with server.running(state_dir=settings.local_dir, port=0) as started:
        try:
            with override(_at(settings, started.host, started.port)):
                yield
        finally:
            _wait_for_the_others(lock, say)


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
