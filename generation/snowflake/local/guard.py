"""What stands before every request: only this machine; marked as a stand-in; resets to order."""

import asyncio
import socket
import struct
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .errors import ResetConnectionError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MARK = "X-Local-Snowflake"


class Guard:
    """Refuses other hosts and origins, so that no web page can reach in by a name of its own."""

    def __init__(self, app: ASGIApp, instance: str) -> None:
        self.app = app
        self.instance = instance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[MARK] = "stand-in"
                headers[f"{MARK}-Instance"] = self.instance
            await send(message)

        if not _local(Headers(scope=scope)):
            refusal = PlainTextResponse("This stand-in answers its own machine only.", 403)
            await refusal(scope, receive, marked)
            return
        try:
            await self.app(scope, receive, marked)
        except ResetConnectionError:
            await _reset(receive)


def _local(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).hostname not in LOOPBACK:
        return False
    return urlsplit(f"//{headers.get('host', '')}").hostname in LOOPBACK


async def _reset(receive: Receive) -> None:
    """Close the connection so that the client sees 'connection reset by peer'."""
    transport: Any = receive.__self__.transport  # type: ignore[attr-defined]
    peer = transport.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    # uvicorn would log an error if this returned before it knew that the connection is gone.
    await asyncio.sleep(0.01)
