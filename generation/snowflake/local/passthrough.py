"""Every statement that the stand-in does not answer itself, by fakesnow."""

import logging
import re
from base64 import b64encode
from typing import Any

from fakesnow.arrow import to_ipc, to_sf
from fakesnow.dialect import parse_one
from fakesnow.rowtype import describe_as_rowtype
from fakesnow.statement_type import DML_TYPE_IDS, statement_type_id

from .call import Call
from .results import Reply
from .rewriting import rewritten
from .sql_text import NAME
from .statements.tables import record_creation

# It warns on standard error of each statement that it does not know, and the answer says so too.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

_NEW_TABLE = re.compile(
    rf"CREATE\s+(?:OR\s+REPLACE\s+)?(?P<kind>TEMP(?:ORARY)?|TRANSIENT)?\s*TABLE\s+"
    rf"(?P<exists>IF\s+NOT\s+EXISTS\s+)?(?!IDENTIFIER\s*\()(?P<name>{NAME})",
    re.IGNORECASE,
)


def run(call: Call) -> Reply:
    """The answer to a statement, in the connector's own formats."""
    sql = rewritten(call, call.sql)
    type_id = statement_type_id(parse_one(sql))
    cursor = call.session.connection.cursor()
    if call.describe_only and (described := cursor._describe_only(sql)) is not None:
        return _described(describe_as_rowtype(described), type_id)
    if call.batch is not None:
        return _many(call, cursor, sql, type_id)
    cursor.execute(sql, binding_params=call.binds, server=True)
    if made := _NEW_TABLE.match(sql):
        _note_table(call, made)
    rowtype = describe_as_rowtype(cursor._describe_last_sql())
    found = cursor._arrow_table
    reply: Reply = {"rowtype": rowtype, "statementTypeId": type_id}
    if found is None:
        return {**reply, "total": 0, "queryResultFormat": "json", "rowset": []}
    reply["total"] = found.num_rows
    if type_id in DML_TYPE_IDS:
        return {**reply, "queryResultFormat": "json", "rowset": _as_json(found)}
    encoded = b64encode(to_ipc(to_sf(found, rowtype))).decode()
    return {**reply, "queryResultFormat": "arrow", "rowsetBase64": encoded}


def fetched(call: Call, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query inside another statement."""
    cursor = call.session.connection.cursor()
    cursor.execute(rewritten(call, sql), binding_params=call.binds, server=True)
    rows: list[Any] = cursor.fetchall()
    return rows


def _note_table(call: Call, made: re.Match[str]) -> None:
    """Remember what SHOW TABLES must say about a table that fakesnow made."""
    name = call.full_name(made["name"])
    kind = (made["kind"] or "TABLE").upper()
    if kind.startswith("TEMP"):
        kind = "TEMPORARY"
        call.session.temporary.add(name)
    if not made["exists"]:
        record_creation(call, name, kind)


def _many(call: Call, cursor: Any, sql: str, type_id: int) -> Reply:
    """One statement for each row of an array bind, reported as one."""
    count = 0
    for row in call.batch or []:
        cursor.execute(sql, binding_params=row, server=True)
        count += cursor.rowcount or 0
    rowtype = describe_as_rowtype(cursor._describe_last_sql())
    reply = {"rowtype": rowtype, "statementTypeId": type_id, "total": 1}
    return {**reply, "queryResultFormat": "json", "rowset": [[str(count)]]}


def _described(rowtype: list[Any], type_id: int) -> Reply:
    reply = {"rowtype": rowtype, "total": 0, "statementTypeId": type_id}
    return {**reply, "queryResultFormat": "json", "rowset": []}


def _as_json(found: Any) -> list[list[str | None]]:
    columns = [column.to_pylist() for column in found.columns]
    rows = zip(*columns, strict=True)
    return [[None if value is None else str(value) for value in row] for row in rows]
