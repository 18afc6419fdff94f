"""COPY INTO @stage FROM …: unload rows into one file."""

import re
from collections.abc import Sequence
from typing import Any

from ..call import Call
from ..errors import SYNTAX, SqlError, unsupported
from ..passthrough import fetched
from ..results import Column, Reply, table
from ..sql_text import IDENTIFIER, NAME, closing_bracket, options, truth
from ..stage_files import Stage, files_exist
from .stage_refs import place
from .unload_format import CsvFormat, csv_format

_SIMPLE_QUERY = re.compile(rf"\(\s*SELECT\s+({IDENTIFIER})\s+FROM\s+({NAME})\s*\)", re.IGNORECASE)
_TABLE = re.compile(rf"{NAME}", re.IGNORECASE)
_DEFAULT_MAX_FILE_SIZE = 16_777_216
_KNOWN = {
    "FILE_FORMAT", "SINGLE", "OVERWRITE", "HEADER", "MAX_FILE_SIZE",
    "INCLUDE_QUERY_ID", "DETAILED_OUTPUT",
}  # fmt: skip


def unload(call: Call, match: re.Match[str]) -> Reply:
    """Write the rows as one file and report what was written."""
    target = place(call, match["stage"])
    source, rest = _source_and_options(match["rest"])
    settings = options(rest)
    if unknown := set(settings) - _KNOWN:
        raise unsupported(f"COPY option {min(unknown)}")
    if truth(settings.get("HEADER")) or truth(settings.get("DETAILED_OUTPUT")):
        raise unsupported("HEADER or DETAILED_OUTPUT in COPY INTO a stage")
    form = csv_format(settings.get("FILE_FORMAT", {}))
    rows = _rows(call, source)
    content = form.render(rows)
    if not rows:
        return _summary(0, 0, 0)
    path = _checked_path(call, target.stage, target.path, form, settings, len(content))
    stored = form.compress(content)
    overwrite = truth(settings.get("OVERWRITE"))
    call.world.stages.write(target.stage, path, stored, overwrite=overwrite)
    return _summary(len(rows), len(content), len(stored))


def _source_and_options(text: str) -> tuple[str, str]:
    if text.startswith("("):
        end = closing_bracket(text, 0) + 1
    elif match := _TABLE.match(text):
        end = match.end()
    else:
        raise SqlError(SYNTAX, f"SQL compilation error:\nsyntax error near '{text[:40]}'.")
    return text[:end], text[end:]


def _rows(call: Call, source: str) -> Sequence[Sequence[Any]]:
    """The rows to unload; the plain case goes straight to DuckDB, in a tenth of the time."""
    if not source.startswith("("):
        source = f"(SELECT * FROM {source})"  # noqa: S608 - a name that was parsed
    simple = _SIMPLE_QUERY.fullmatch(source)
    if simple is None:
        return fetched(call, source[1:-1])
    name = call.duck_name(call.full_name(simple[2]))
    query = f"SELECT {simple[1]} FROM {name}"  # noqa: S608 - names that were parsed
    return list(call.session.duck.execute(query).fetchall())


def _checked_path(
    call: Call, stage: Stage, path: str, form: CsvFormat, settings: dict[str, Any], size: int
) -> str:
    """The name of the file, which is not the one in the statement unless SINGLE=TRUE."""
    single = truth(settings.get("SINGLE"))
    named = path if path and not path.endswith("/") else path + "data"
    if single and size > int(settings.get("MAX_FILE_SIZE", _DEFAULT_MAX_FILE_SIZE)):
        limit = settings.get("MAX_FILE_SIZE", _DEFAULT_MAX_FILE_SIZE)
        text = f"Max file size ({limit}) exceeded for unload single file mode. "
        raise SqlError(1031, text + "Please increase MAX_FILE_SIZE or disable single file mode.")
    if single:
        return named
    if not truth(settings.get("OVERWRITE")) and call.world.stages.files(stage, path):
        raise files_exist(stage, path)
    return f"{named}_0_0_0{form.suffix}"


def _summary(rows: int, before: int, after: int) -> Reply:
    names = ("rows_unloaded", "input_bytes", "output_bytes")
    return table([Column(name, "fixed") for name in names], [(rows, before, after)])
