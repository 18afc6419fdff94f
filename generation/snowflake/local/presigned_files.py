"""Addresses of staged files that a browser can open for a while, and the route that serves them."""

import hashlib
import hmac
import mimetypes
import time
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from .errors import SqlError
from .sql_text import ObjectName
from .stage_files import Stage
from .state import World

ROUTE = "/stand-in/presigned/{database}/{schema}/{stage}/{path:path}"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def address(world: World, base_url: str, stage: Stage, path: str, seconds: int) -> str:
    """The address of a file, whether or not it exists, good for `seconds`."""
    expires = str(int(time.time()) + seconds)
    where = "/".join(quote(part, safe="") for part in stage.name)
    query = urlencode(
        {"expires": expires, "signature": _signature(world, stage.name, path, expires)}
    )
    return f"{base_url}/stand-in/presigned/{where}/{quote(path)}?{query}"


async def staged_file(request: Request) -> Response:
    """Serve a file: 403 for a wrong or expired address, 404 for a file that is not there."""
    world: World = request.app.state.world
    place = request.path_params
    name = ObjectName(place["database"], place["schema"], place["stage"])
    expires, given = (request.query_params.get(key, "") for key in ("expires", "signature"))
    expected = _signature(world, name, place["path"], expires)
    if not hmac.compare_digest(given.encode(), expected.encode()):
        return _plain(403, "The signature does not fit this address.")
    if int(expires) < time.time():
        return _plain(403, "This address has expired.")
    try:
        stage = world.stages.get(name)
        content = await run_in_threadpool(world.stages.read, stage, place["path"])
    except (SqlError, OSError):
        return _plain(404, "There is no such file.")
    if not stage.server_side_encryption:
        return Response(
            _unreadable(content), media_type="application/octet-stream", headers=_HEADERS
        )
    kind = mimetypes.guess_type(place["path"])[0] or "application/octet-stream"
    return Response(content, media_type=kind, headers=_HEADERS)


def _signature(world: World, name: ObjectName, path: str, expires: str) -> str:
    signed = "\0".join((*name, path, expires)).encode()
    return hmac.new(world.secret, signed, hashlib.sha256).hexdigest()


def _plain(status: int, text: str) -> Response:
    return PlainTextResponse(text, status_code=status, headers=_HEADERS)


def _unreadable(content: bytes) -> bytes:
    """What a browser gets from a stage with client-side encryption: bytes without meaning."""
    return hashlib.shake_256(content).digest(len(content) + 16 - len(content) % 16)
