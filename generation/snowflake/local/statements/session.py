"""Settings of the session: CURRENT_…(), USE WAREHOUSE and ROLE, ALTER SESSION, SHOW PARAMETERS."""

import re
from typing import Any

from fakesnow.transforms import SERVER_VERSION

from ..call import Call
from ..results import Reply, status, texts
from ..sql_text import QUOTED, identifier, replace_outside_quotes, unquoted
from .show_filter import like

CONTEXT = (
    r"CURRENT_(?:WAREHOUSE|ROLE|USER|DATABASE|SCHEMA|VERSION|ACCOUNT|REGION|SESSION)\s*\(\s*\)"
)
_ALIASED = re.compile(rf"({CONTEXT})(?:\s+(?:AS\s+)?(\"[^\"]+\"|\w+))?", re.IGNORECASE)
_ASSIGNMENT = re.compile(rf"(\w+)\s*=\s*({QUOTED}|[^\s,]+)")
_DEFAULTS = {
    "ABORT_DETACHED_QUERY": ("false", "BOOLEAN", "end a query whose client has gone"),
    "AUTOCOMMIT": ("true", "BOOLEAN", "each statement is a transaction of its own"),
    "NOORDER_SEQUENCE_AS_DEFAULT": ("true", "BOOLEAN", "new sequences are not ordered"),
    "QUERY_TAG": ("", "STRING", "text that QUERY_HISTORY shows with a query"),
    "QUOTED_IDENTIFIERS_IGNORE_CASE": ("false", "BOOLEAN", "quoted names ignore case"),
    "STATEMENT_TIMEOUT_IN_SECONDS": ("172800", "NUMBER", "longest run of a statement"),
    "TIMEZONE": ("Etc/UTC", "STRING", "time zone"),
}


def current_values(call: Call, match: re.Match[str]) -> Reply:
    """SELECT of nothing but context functions."""
    wanted = _ALIASED.findall(match["list"])
    names = [identifier(alias) if alias else function.upper() for function, alias in wanted]
    return texts(names, [[context(call, function) for function, _ in wanted]])


def context(call: Call, function: str) -> str | None:
    """The value of CURRENT_…()."""
    what = function.partition("(")[0].strip().upper()
    values = {
        "CURRENT_WAREHOUSE": call.session.warehouse,
        "CURRENT_ROLE": call.session.role,
        "CURRENT_USER": call.session.user,
        "CURRENT_DATABASE": call.database,
        "CURRENT_SCHEMA": call.schema,
        "CURRENT_VERSION": SERVER_VERSION,
        "CURRENT_ACCOUNT": "LOCAL",
        "CURRENT_REGION": "LOCAL",
        "CURRENT_SESSION": str(call.session.id),
    }
    return values[what]


def with_context(call: Call, sql: str) -> str:
    """The statement with its context functions replaced by what they give."""
    return replace_outside_quotes(rf"\b{CONTEXT}", lambda m: _literal(context(call, m[0])), sql)


def use(call: Call, match: re.Match[str]) -> Reply:
    """USE WAREHOUSE or USE ROLE; every name is there."""
    what = "warehouse" if match["what"].upper() == "WAREHOUSE" else "role"
    setattr(call.session, what, identifier(match["name"]))
    return status("Statement executed successfully.", 0x4300)


def alter_session(call: Call, match: re.Match[str]) -> Reply:
    """ALTER SESSION SET … or UNSET …; the values are given back by SHOW PARAMETERS."""
    if match["what"].upper() == "UNSET":
        for name in re.findall(r"\w+", match["rest"]):
            call.session.parameters.pop(name.upper(), None)
        return status("Statement executed successfully.")
    for name, value in _ASSIGNMENT.findall(match["rest"]):
        plain = unquoted(value) if value.startswith("'") else value
        if name.upper() == "AUTOCOMMIT":
            call.session.connection.autocommit(plain.lower() == "true")
        call.session.parameters[name.upper()] = plain
    return status("Statement executed successfully.")


def show_parameters(call: Call, match: re.Match[str]) -> Reply:
    """The parameters this session has set, and a few that clients ask for."""
    named = like(match["like"])
    given = call.session.parameters
    rows = [_parameter(name, given) for name in sorted({*_DEFAULTS, *given}) if named(name)]
    return texts(("key", "value", "default", "level", "description", "type"), rows)


def _parameter(name: str, given: dict[str, Any]) -> tuple[str, ...]:
    default, kind, meaning = _DEFAULTS.get(name, ("", "STRING", ""))
    value = str(given.get(name, default))
    shown = value.lower() if kind == "BOOLEAN" else value
    return name, shown, default, "SESSION" if name in given else "", meaning, kind


def _literal(value: str | None) -> str:
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
