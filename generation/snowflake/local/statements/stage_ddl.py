"""CREATE, ALTER, SHOW, DESCRIBE and DROP STAGE."""

import re
from datetime import datetime
from typing import Any

from ..call import Call
from ..errors import unsupported
from ..results import Column, Reply, status, table, texts
from ..sql_text import options, split_name, truth
from ..stage_files import Stage
from .listing import refresh_directory
from .show_filter import in_scope, like

_SHOWN = (
    Column("created_on", "timestamp_ltz"),
    *map(Column, ("name", "database_name", "schema_name", "url", "has_credentials")),
    *map(Column, ("has_encryption_key", "owner", "comment", "region", "type", "cloud")),
    *map(Column, ("notification_channel", "storage_integration", "endpoint", "owner_role_type")),
    Column("directory_enabled"),
)
_KNOWN = {"ENCRYPTION", "DIRECTORY", "COMMENT", "FILE_FORMAT", "COPY_OPTIONS"}


def create_stage(call: Call, match: re.Match[str]) -> Reply:
    """Make an internal stage; only one with SNOWFLAKE_SSE gives readable presigned addresses."""
    if match["temporary"]:
        raise unsupported("temporary stages")
    name = call.full_name(match["name"])
    given = options(match["rest"])
    if unknown := set(given) - _KNOWN:
        raise unsupported(f"stage property {min(unknown)}")
    if name in call.world.stages and match["exists"]:
        return status(f"{name.name} already exists, statement succeeded.")
    stage = Stage(name, _server_side(given), _directory(given), given.get("COMMENT", ""))
    owned = Stage(**{**vars(stage), "owner": call.session.role})
    call.world.stages.create(owned, replacing=bool(match["replace"]))
    return status(f"Stage area {name.name} successfully created.")


def alter_stage(call: Call, match: re.Match[str]) -> Reply:
    """REFRESH, or SET DIRECTORY or COMMENT; encryption cannot be changed, as on an account."""
    if match["rest"].strip().upper().startswith("REFRESH"):
        return refresh_directory(call, match)
    stage = call.world.stages.get(call.full_name(match["name"]))
    wanted = re.fullmatch(r"SET\s+(.*)", match["rest"].strip(), re.IGNORECASE | re.DOTALL)
    given = options(wanted[1]) if wanted else {}
    if not given or set(given) - {"DIRECTORY", "COMMENT"}:
        raise unsupported("this ALTER STAGE")
    changes: dict[str, Any] = {}
    if "COMMENT" in given:
        changes["comment"] = given["COMMENT"]
    if "DIRECTORY" in given:
        changes["directory_enabled"] = _directory(given)
    call.world.stages.change(stage, **changes)
    return status("Statement executed successfully.")


def show_stages(call: Call, match: re.Match[str]) -> Reply:
    """The columns an account gives. `type` tells a stage with server-side encryption."""
    fits, named = in_scope(call, match["scope"]), like(match["like"])
    stages = [s for s in call.world.stages.all() if fits(s.name) and named(s.name.name)]
    return table(_SHOWN, [_shown(stage) for stage in stages])


def describe_stage(call: Call, match: re.Match[str]) -> Reply:
    """The properties of a stage, as far as this program could ask for them."""
    stage = call.world.stages.get(call.full_name(match["name"]))
    enabled = str(stage.directory_enabled).lower()
    rows = [
        ("STAGE_FILE_FORMAT", "TYPE", "String", "CSV", "CSV"),
        ("STAGE_COPY_OPTIONS", "ON_ERROR", "String", "ABORT_STATEMENT", "ABORT_STATEMENT"),
        ("STAGE_LOCATION", "URL", "String", "", ""),
        ("DIRECTORY", "ENABLE", "Boolean", enabled, "false"),
        ("DIRECTORY", "AUTO_REFRESH", "Boolean", "false", "false"),
    ]
    names = ("parent_property", "property", "property_type", "property_value", "property_default")
    return texts(names, rows)


def drop_stage(call: Call, match: re.Match[str]) -> Reply:
    """Remove a stage with its files."""
    name = call.full_name(match["name"])
    if match["exists"] and name not in call.world.stages:
        text = "Drop statement executed successfully"
        return status(f"{text} ({name.name} already dropped).")
    call.world.stages.drop(call.world.stages.get(name))
    return status(f"{split_name(match['name'])[-1]} successfully dropped.")


def _server_side(given: dict[str, Any]) -> bool:
    kind = given.get("ENCRYPTION", {}).get("TYPE", "SNOWFLAKE_FULL")
    if kind not in ("SNOWFLAKE_FULL", "SNOWFLAKE_SSE"):
        raise unsupported(f"ENCRYPTION TYPE {kind}")
    return bool(kind == "SNOWFLAKE_SSE")


def _directory(given: dict[str, Any]) -> bool:
    return truth(given.get("DIRECTORY", {}).get("ENABLE"))


def _shown(stage: Stage) -> tuple[Any, ...]:
    made = datetime.fromisoformat(stage.created_on)
    kind = "INTERNAL NO CSE" if stage.server_side_encryption else "INTERNAL"
    enabled = "Y" if stage.directory_enabled else "N"
    database, schema, name = stage.name
    head = (made, name, database, schema, "", "N", "N", stage.owner, stage.comment)
    return (*head, None, kind, None, None, None, None, "ROLE", enabled)
