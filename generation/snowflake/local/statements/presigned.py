"""SELECT GET_PRESIGNED_URL(@stage, path, seconds)."""

import re
from typing import Any

from ..call import Call
from ..errors import INVALID_ARGUMENT, SqlError
from ..presigned_files import address
from ..results import Reply, texts
from ..sql_text import identifier, unquoted
from .stage_refs import place

DEFAULT_SECONDS = 3600
LONGEST_SECONDS = 604_800


def presigned_url(call: Call, match: re.Match[str]) -> Reply:
    """Sign an address, whether or not the file exists."""
    at = place(call, match["stage"])
    path, seconds = _argument(call, match["path"]), _argument(call, match["seconds"])
    lasting = DEFAULT_SECONDS if seconds is None else int(seconds)
    if not 0 < lasting <= LONGEST_SECONDS:
        text = f"Invalid expiration time {lasting}: it must be from 1 to {LONGEST_SECONDS} seconds."
        raise SqlError(INVALID_ARGUMENT, text, "42P13")
    url = address(call.world, call.base_url, at.stage, at.path + str(path), lasting)
    name = identifier(match["alias"]) if match["alias"] else "GET_PRESIGNED_URL"
    return texts([name], [[url]])


def _argument(call: Call, text: str | None) -> Any:
    if text is None:
        return None
    if text == "?":
        return call.next_bind()
    return unquoted(text) if text.startswith("'") else text
