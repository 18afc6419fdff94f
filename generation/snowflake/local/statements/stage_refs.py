"""Stage references: `@stage/path`, `'@"DB"."SCHEMA"."STAGE"/path with spaces'`."""

import re
from typing import NamedTuple

from ..call import Call
from ..errors import SYNTAX, SqlError, unsupported
from ..sql_text import NAME, QUOTED, unquoted
from ..stage_files import Stage

STAGE_REF = r"(?:'@(?:[^'\\]|''|\\.)*'|@(?:\"(?:[^\"]|\"\")*\"|[^\s()'\",;])+)"
_PARTS = re.compile(rf"@(?P<stage>{NAME})(?:/(?P<path>.*))?", re.DOTALL)


class Place(NamedTuple):
    """A stage and the path in it; the path is empty for the whole stage."""

    stage: Stage
    path: str


def place(call: Call, text: str) -> Place:
    """The stage and path that a reference in SQL means."""
    if re.fullmatch(QUOTED, text, re.DOTALL):
        text = unquoted(text)
    if text[1:2] in ("~", "%"):
        raise unsupported("user and table stages")
    match = _PARTS.fullmatch(text)
    if match is None:
        raise SqlError(SYNTAX, f"SQL compilation error:\ninvalid stage reference '{text}'")
    stage = call.world.stages.get(call.full_name(match["stage"]))
    return Place(stage, match["path"] or "")
