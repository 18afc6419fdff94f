"""The LIKE and IN parts of a SHOW statement."""

import re
from collections.abc import Callable

from ..call import Call
from ..errors import unsupported
from ..sql_text import ObjectName, split_name, unquoted

_SCOPE = re.compile(
    r"(?:(?P<kind>ACCOUNT|DATABASE|SCHEMA)\b)?\s*(?P<name>\S+)?", re.IGNORECASE | re.DOTALL
)


def like(literal: str | None) -> Callable[[str], bool]:
    """Whether a name fits SHOW … LIKE: SQL wildcards, either case."""
    if literal is None:
        return lambda name: True
    parts = re.findall(r"\\(.)|(.)", unquoted(literal.replace("\\_", "\\\\_")), re.DOTALL)
    wild = {"%": ".*", "_": "."}
    pattern = "".join(
        re.escape(plain) if plain else wild.get(c, re.escape(c)) for plain, c in parts
    )
    return lambda name: re.fullmatch(pattern, name, re.IGNORECASE | re.DOTALL) is not None


def in_scope(call: Call, scope: str | None) -> Callable[[ObjectName], bool]:
    """Whether an object lies where SHOW … IN looks; without IN, the current database."""
    match = _SCOPE.fullmatch((scope or "").strip())
    if match is None:
        raise unsupported(f"SHOW … IN {scope}")
    parts = split_name(match["name"]) if match["name"] else []
    kind = (match["kind"] or ("SCHEMA" if parts else "DATABASE")).upper()
    if kind == "ACCOUNT" or (call.database is None and not parts):
        return lambda name: True
    if kind == "DATABASE":
        database = parts[0] if parts else call.database
        return lambda name: name.database == database
    where = (*(call.database, call.schema)[: 2 - len(parts)], *parts)
    return lambda name: (name.database, name.schema) == where
