"""The envelope of Snowflake's wire protocol."""

import gzip
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

GONE = ("390111", "Session no longer exists. New login required to access the service.")
EXPIRED = ("390112", "Authentication token has expired. The user must authenticate again.")
DENIED = ("390100", "Incorrect username or password was specified. (local stand-in: DENIED…)")


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON body, unpacked if it was packed."""
    raw = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    return dict(json.loads(raw or b"{}"))


def token_of(request: Request) -> str:
    """The token in `Authorization: Snowflake Token="…"`."""
    return request.headers.get("Authorization", "").partition('"')[2].rstrip('"')


def succeeded(data: Any) -> JSONResponse:
    """An answer that all went well."""
    return JSONResponse({"data": data, "code": None, "message": None, "success": True})


def failed(code: str, message: str) -> JSONResponse:
    """An answer that it did not, which the connector raises at once."""
    return JSONResponse({"data": {}, "code": code, "message": message, "success": False})
