"""One HTTP request whose waiting can end at any moment.

The request runs in a thread of its own, because a blocked read cannot be asked anything; the
caller's thread takes what has arrived and looks at its clock in between. Leaving the `with` block
shuts the socket down, which wakes the blocked read and closes the stream at the server.
"""

from __future__ import annotations

import json
import os
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx
from httpx_sse import EventSource

from generation.snowflake.errors import AnswerTooLarge

POLL_SECONDS = 0.1
MAX_WIRE_BYTES = 64 * 1024 * 1024  # a streamed answer weighs up to thirty times its text

_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


@dataclass(frozen=True)
class Reply:
    """A whole body, where the server did not stream."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Event:
    """The data of one server-sent event."""

    data: str


class Exchange:
    """POST a JSON body; `items` yields `Event`s or one `Reply`, and raises what went wrong."""

    def __init__(self, client: httpx.Client, url: str, **options: Any) -> None:
        self._client, self._url, self._options = client, url, options
        self._arrived: queue.SimpleQueue[Reply | Event | Exception | None] = queue.SimpleQueue()
        self._socket: socket.socket | None = None
        self._abandoned = threading.Event()

    def __enter__(self) -> Exchange:
        threading.Thread(target=self._run, name="cortex-exchange", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._abandoned.set()
        self._shut_down()

    def items(self, check: Callable[[], None]) -> Iterator[Reply | Event]:
        """What arrives. `check` is called all the time and ends the waiting by raising."""
        while True:
            check()
            try:
                item = self._arrived.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            yield item

    def _run(self) -> None:
        try:
            self._exchange()
            self._arrived.put(None)
        except Exception as error:
            self._arrived.put(error)

    def _exchange(self) -> None:
        extensions = {"trace": self._on_trace}
        with self._client.stream(
            "POST", self._url, extensions=extensions, **self._options
        ) as response:
            response.stream = _Capped(response.stream)
            if response.status_code == 200 and "event-stream" in _content_type(response):
                for event in EventSource(response).iter_sse():
                    self._arrived.put(Event(event.data))
            else:
                self._arrived.put(Reply(response.status_code, response.read()))

    def _on_trace(self, event: str, info: dict[str, Any]) -> None:
        if event in _CONNECTED:
            self._socket = info["return_value"].get_extra_info("socket")
            if self._abandoned.is_set():
                self._shut_down()  # not an error from here: it would keep httpcore from closing

    def _shut_down(self) -> None:
        if self._socket is None:
            return
        try:
            # The plain method: that of a TLS socket would take the TLS state from the reader.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        except OSError:
            return  # closed already


class _Capped(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        for chunk in self._stream:
            total += len(chunk)
            if total > MAX_WIRE_BYTES:
                raise AnswerTooLarge(f"more than {MAX_WIRE_BYTES} bytes on the wire")
            yield chunk

    def close(self) -> None:
        self._stream.close()


def _content_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", ""))


_clients: dict[tuple[int, bool], httpx.Client] = {}
_clients_lock = threading.Lock()


def shared_client(*, loopback: bool) -> httpx.Client:
    """This process's client; a forked child makes its own. Loopback goes past any proxy.

    No connection is kept: one that went stale between two requests would fail a call that
    may not be repeated, since nobody could tell whether it was paid.
    """
    key = (os.getpid(), loopback)
    with _clients_lock:
        if key not in _clients:
            limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
            _clients[key] = httpx.Client(limits=limits, trust_env=not loopback)
        return _clients[key]


def _after_fork() -> None:
    global _clients_lock
    _clients_lock = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


def parse_json(data: str | bytes) -> dict[str, Any]:
    """The JSON object, or an empty one where it is none."""
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
