"""PUT and GET: the connector moves the bytes itself, here from one local folder to another."""

import posixpath
import re
from typing import Any

from ..call import Call
from ..errors import SYNTAX, SqlError
from ..results import Reply
from ..sql_text import QUOTED, options, truth, unquoted
from .stage_refs import place

FILE_URL = rf"(?:{QUOTED}|file://\S+)"


def put(call: Call, match: re.Match[str]) -> Reply:
    """Tell the connector which folder to write into."""
    at = place(call, match["stage"])
    given = options(match["rest"])
    source = _local_path(match["file"])
    name = posixpath.basename(source)
    compress = truth(given.get("AUTO_COMPRESS"), default=True)
    overwrite = truth(given.get("OVERWRITE"))
    folder = call.world.stages.path(at.stage, _joined(at.path, name)).parent
    if not overwrite and _taken(folder, name):
        # An account skips the file. This connector cannot for a folder, so the bytes go nowhere.
        folder = call.world.stages.discarding()
    return {
        "command": "UPLOAD",
        "src_locations": [source],
        "stageInfo": _location(folder),
        "autoCompress": compress,
        "sourceCompression": given.get("SOURCE_COMPRESSION", "AUTO_DETECT").lower(),
        "overwrite": overwrite,
        "parallel": int(given.get("PARALLEL", 4)),
        "encryptionMaterial": None,
    }


def get(call: Call, match: re.Match[str]) -> Reply:
    """Tell the connector which files to read."""
    at = place(call, match["stage"])
    given = options(match["rest"])
    files = call.world.stages.files(at.stage, at.path, given.get("PATTERN"))
    return {
        "command": "DOWNLOAD",
        "localLocation": _local_path(match["file"]),
        "src_locations": [file.path for file in files],
        "stageInfo": _location(call.world.stages.root(at.stage)),
        "parallel": int(given.get("PARALLEL", 10)),
        "encryptionMaterial": [],
    }


def _location(folder: Any) -> dict[str, Any]:
    return {"locationType": "LOCAL_FS", "location": str(folder), "creds": {}}


def _taken(folder: Any, name: str) -> bool:
    return any((folder / candidate).exists() for candidate in (name, name + ".gz"))


def _joined(path: str, name: str) -> str:
    return f"{path.rstrip('/')}/{name}".lstrip("/")


def _local_path(text: str) -> str:
    url = unquoted(text) if text.startswith("'") else text
    if not url.startswith("file://"):
        raise SqlError(SYNTAX, f"SQL compilation error:\ninvalid URL prefix found in: '{url}'")
    return url.removeprefix("file://")
