"""What is changed in a query before fakesnow sees it: functions that it does not know."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from .call import Call
from .errors import SqlError
from .history import Query
from .sql_text import replace_outside_quotes
from .statements.session import with_context
from .statements.stage_refs import STAGE_REF, place

_DIRECTORY = rf"\bDIRECTORY\s*\(\s*(?P<stage>{STAGE_REF})\s*\)"
_HISTORY = (
    r"\bTABLE\s*\(\s*(?:\w+\.)?INFORMATION_SCHEMA\.QUERY_HISTORY(?:_BY_\w+)?\s*"
    r"\([^()]*(?:\([^()]*\)[^()]*)*\)\s*\)"
)
_TIME = pa.timestamp("us", tz="UTC")
_FILES = pa.schema(
    [
        ("RELATIVE_PATH", pa.string()),
        ("SIZE", pa.int64()),
        ("LAST_MODIFIED", _TIME),
        ("MD5", pa.string()),
        ("ETAG", pa.string()),
        ("FILE_URL", pa.string()),
    ]
)
_TYPES = {int: pa.int64(), datetime: _TIME}
_QUERIES = pa.schema(
    [(name.upper(), _TYPES.get(kind, pa.string())) for name, kind in Query.__annotations__.items()]
)


def rewritten(call: Call, sql: str) -> str:
    """The query with the stand-in's own functions and tables put in."""
    sql = with_context(call, sql)
    sql = replace_outside_quotes(_DIRECTORY, lambda match: _directory(call, match), sql)
    return replace_outside_quotes(_HISTORY, lambda match: _history(call), sql)


def _directory(call: Call, match: re.Match[str]) -> str:
    """DIRECTORY(@stage): the files as of the last ALTER STAGE … REFRESH."""
    stage = place(call, match["stage"]).stage
    if not stage.directory_enabled:
        text = f"Directory table is not enabled for stage '{'.'.join(stage.name)}'."
        raise SqlError(391530, f"SQL compilation error:\n{text}", "0A000")
    rows = [
        {
            "RELATIVE_PATH": file.path,
            "SIZE": file.size,
            "LAST_MODIFIED": datetime.fromtimestamp(file.modified, UTC),
            "MD5": file.md5,
            "ETAG": file.md5,
            "FILE_URL": f"{call.base_url}/api/files/{'/'.join(stage.name)}/{file.path}",
        }
        for file in stage.directory
    ]
    return _registered(call, "_LS_DIRECTORY_" + stage.key[:8].upper(), rows, _FILES)


def _history(call: Call) -> str:
    """The last statements of every session, newest first, this one not among them."""
    queries = reversed(call.world.history.all())
    rows = [{key.upper(): value for key, value in asdict(query).items()} for query in queries]
    return _registered(call, "_LS_QUERY_HISTORY", rows, _QUERIES)


def _registered(call: Call, name: str, rows: list[dict[str, Any]], schema: pa.Schema) -> str:
    """Give DuckDB the rows under a name of this session."""
    call.session.duck.register(name, pa.Table.from_pylist(rows, schema))
    return name
