"""LIST, REMOVE and ALTER STAGE … REFRESH: what is on a stage, and taking it away."""

import re

from ..call import Call
from ..results import Column, Reply, table, texts
from ..sql_text import options
from ..stage_files import Stage, StagedFile
from .stage_refs import place

LISTED = (Column("name"), Column("size", "fixed"), Column("md5"), Column("last_modified"))


def list_files(call: Call, match: re.Match[str]) -> Reply:
    """Every file whose path begins with the one given, and fits PATTERN."""
    stage, files = _matching(call, match)
    rows = [(_name(stage, f), f.size, f.md5, f.last_modified) for f in files]
    return table(LISTED, rows)


def remove_files(call: Call, match: re.Match[str]) -> Reply:
    """Remove what LIST would show."""
    stage, files = _matching(call, match)
    for file in files:
        call.world.stages.remove(stage, file.path)
    return texts(("name", "result"), [(_name(stage, file), "removed") for file in files])


def refresh_directory(call: Call, match: re.Match[str]) -> Reply:
    """Bring the directory table up to date; an account does not do that by itself either."""
    stage = place(call, "@" + match["name"]).stage
    before = {file.path: file for file in stage.directory}
    found = tuple(call.world.stages.files(stage))
    call.world.stages.change(stage, directory=found)
    added = [(f.path, "REGISTERED_NEW") for f in found if f.path not in before]
    removed = [(path, "UNREGISTERED") for path in before if path not in {f.path for f in found}]
    rows = [
        (path, what, "File " + what.lower().replace("_", " ")) for path, what in added + removed
    ]
    return texts(("file", "status", "description"), rows)


def _matching(call: Call, match: re.Match[str]) -> tuple[Stage, list[StagedFile]]:
    at = place(call, match["stage"])
    pattern = options(match["rest"]).get("PATTERN")
    return at.stage, call.world.stages.files(at.stage, at.path, pattern)


def _name(stage: Stage, file: StagedFile) -> str:
    return f"{stage.name.name.lower()}/{file.path}"
