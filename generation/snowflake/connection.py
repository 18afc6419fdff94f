"""One connection per thread and purpose, opened on first use.

The connector is imported there too: it takes a second, which no web page should pay.
A forked child never touches its parent's connections: closing one would log the parent out.
"""

from __future__ import annotations

import atexit
import logging
import os
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generation.snowflake import errors
from generation.snowflake.endpoints import effective, is_loopback, sql_parameters
from generation.snowflake.settings import SnowflakeSettings, get_settings
from generation.snowflake.vendor_errors import translate

if TYPE_CHECKING:
    from snowflake.connector import SnowflakeConnection

PROBE_SECONDS = 2.0


@dataclass(frozen=True, eq=False)
class _Cached:
    connection: SnowflakeConnection
    settings: SnowflakeSettings


_Key = tuple[threading.Thread, str]
_open: dict[_Key, _Cached] = {}
_inherited: list[_Cached] = []  # kept, so that nothing collects and closes them
_lock = threading.Lock()


def thread_connection(
    purpose: str = "warehouse", settings: SnowflakeSettings | None = None
) -> SnowflakeConnection:
    """This thread's connection for the settings (in force); `SnowflakeError` where none opens."""
    key, settings = (threading.current_thread(), purpose), settings or get_settings()
    cached = _open.get(key)
    if cached and cached.settings == settings and not cached.connection.is_closed():
        return cached.connection
    drop_connection(purpose)
    _close_those_of_dead_threads()
    connection = connect(settings)
    with _lock:
        _open[key] = _Cached(connection, settings)
    return connection


def drop_connection(purpose: str = "warehouse", *, wait: bool = True) -> None:
    """Close this thread's connection; the next use opens another."""
    with _lock:
        cached = _open.pop((threading.current_thread(), purpose), None)
    if cached and wait:
        cached.connection.close(retry=False)
    elif cached:
        threading.Thread(target=cached.connection.close, args=(False,), daemon=True).start()


def close_connections() -> None:
    """Close every cached connection of this process, those of other threads too."""
    with _lock:
        leaving = list(_open.values())
        _open.clear()
    for cached in leaving:
        cached.connection.close(retry=False)


def connect(settings: SnowflakeSettings) -> SnowflakeConnection:
    """A new connection, the caller's to close."""
    _probe(settings)
    _bypass_proxies(settings)
    parameters = sql_parameters(settings)
    import snowflake.connector

    _quieten()
    try:
        connection = snowflake.connector.connect(**parameters)
    except (snowflake.connector.errors.Error, OSError) as error:
        raise _failed_login(error, settings) from None
    connection.telemetry_enabled = False
    return connection


def _probe(settings: SnowflakeSettings) -> None:
    """Fail at once where nothing listens on this machine; a login would retry for its timeout."""
    there = effective(settings)
    if not (is_loopback(there.host) and there.port):
        return
    try:
        socket.create_connection((there.host, there.port), timeout=PROBE_SECONDS).close()
    except OSError as error:
        raise _unreachable(settings)(str(error.strerror or error)) from None


def _bypass_proxies(settings: SnowflakeSettings) -> None:
    """No proxy of the environment reaches this machine; the connector heeds the variable only."""
    host = effective(settings).host
    exempt = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    if is_loopback(host) and host not in exempt.split(","):
        os.environ["no_proxy"] = ",".join(filter(None, (exempt, host)))


def _failed_login(error: Exception, settings: SnowflakeSettings) -> errors.SnowflakeError:
    translated = translate(error, missing=errors.Misconfigured)
    if isinstance(translated, errors.NotReachable | errors.ConnectionLost):
        return _unreachable(settings)(translated.detail)
    return translated


def _unreachable(settings: SnowflakeSettings) -> type[errors.NotReachable]:
    return errors.StandInNotRunning if settings.embedded else errors.NotReachable


def _quieten() -> None:
    # Every failure reaches us as an exception; the connector's own error lines repeat it with
    # the body of the request, which holds the prompt's picture.
    logger = logging.getLogger("snowflake.connector")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)


def _close_those_of_dead_threads() -> None:
    with _lock:
        dead = [key for key in _open if not key[0].is_alive()]
        leaving = [_open.pop(key) for key in dead]
    for cached in leaving:
        cached.connection.close(retry=False)


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    _inherited.extend(_open.values())
    _open.clear()
    for cached in _inherited:
        atexit.unregister(cached.connection._close_at_exit)


os.register_at_fork(after_in_child=_after_fork)
