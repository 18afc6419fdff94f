"""The short-lived tables of a generation, straight on DuckDB, and SHOW TABLES with their age.

fakesnow could run these statements, at about 20 ms each; and its SHOW TABLES says that every table
was made in 1970, with which a sweep for leftovers would take the ones in use.
"""

import json
import re
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from ..call import Call
from ..errors import existing, missing
from ..results import Column, Reply, inserted, status, table
from ..sql_text import ObjectName
from .show_filter import in_scope, like

_SHOWN = (
    Column("created_on", "timestamp_ltz"),
    *map(Column, ("name", "database_name", "schema_name", "kind", "comment", "cluster_by")),
    Column("rows", "fixed"),
    Column("bytes", "fixed"),
    *map(Column, ("owner", "retention_time")),
)
_ALL_TABLES = """
    SELECT database_name, schema_name, table_name, comment, estimated_size
    FROM duckdb_tables() WHERE NOT temporary AND NOT internal
    AND schema_name NOT IN ('_fs_information_schema', 'main') AND database_name <> '_fs_global'
"""


def create_table(call: Call, match: re.Match[str]) -> Reply:
    """CREATE TEMPORARY|TRANSIENT TABLE with one text column."""
    name = _bound_name(call, match)
    kind = "TRANSIENT" if match["kind"].upper() == "TRANSIENT" else "TEMPORARY"
    commit_open(call)
    if _there(call, name) and not match["replace"]:
        if match["exists"]:
            return status(f"{name.name} already exists, statement succeeded.")
        raise existing(name.name)
    if match["replace"]:
        call.session.duck.execute(f"DROP TABLE IF EXISTS {call.duck_name(name)}")
    if kind == "TEMPORARY":
        call.session.temporary.add(name)
    required = "NOT NULL" if match["required"] else ""
    where = call.duck_name(name)
    prefix = "CREATE TEMP TABLE" if kind == "TEMPORARY" else "CREATE TABLE"
    call.session.duck.execute(f"{prefix} {where} ({match['column']} VARCHAR {required})")
    record_creation(call, name, kind)
    return status(f"Table {name.name} successfully created.")


def insert_text(call: Call, match: re.Match[str]) -> Reply:
    """INSERT INTO IDENTIFIER(?) (COLUMN) SELECT ?."""
    name = _bound_name(call, match)
    value = call.bind(1 if match["bound"] else 0)
    if not _there(call, name):
        raise missing("Table", ".".join(name))
    where = f"{call.duck_name(name)} ({match['column']})"
    begin_if_manual(call)
    call.session.duck.execute(f"INSERT INTO {where} SELECT ?", [value])
    return inserted(1)


def drop_table(call: Call, match: re.Match[str]) -> Reply:
    """DROP TABLE [IF EXISTS]."""
    name = _bound_name(call, match)
    commit_open(call)
    if not _there(call, name):
        if not match["exists"]:
            raise missing("Table", ".".join(name))
        text = "Drop statement executed successfully"
        return status(f"{text} ({name.name} already dropped).")
    call.session.duck.execute(f"DROP TABLE {call.duck_name(name)}")
    call.session.temporary.discard(name)
    return status(f"{name.name} successfully dropped.")


def show_tables(call: Call, match: re.Match[str]) -> Reply:
    """Every table the session may see, with its kind and the time it was made."""
    fits, named = in_scope(call, match["scope"]), like(match["like"])
    found = call.session.duck.execute(_ALL_TABLES).fetchall()
    rows = [_shown(call, ObjectName(*row[:3]), row[3], row[4]) for row in found]
    rows += [_shown(call, name, _comment(call, name), 0) for name in call.session.temporary]
    wanted = [row for row in rows if fits(ObjectName(row[2], row[3], row[1])) and named(row[1])]
    return table(_SHOWN, sorted(wanted, key=itemgetter(2, 3, 1)))


def record_creation(call: Call, name: ObjectName, kind: str) -> None:
    """Write a table's kind and age where they live and die with it: in DuckDB's comment on it."""
    note = json.dumps({"kind": kind, "created_on": datetime.now(UTC).isoformat()})
    where = call.duck_name(name)
    call.session.duck.execute(f"COMMENT ON TABLE {where} IS '{note}'")


def commit_open(call: Call) -> None:
    """DDL commits the open transaction, as on an account."""
    connection = call.session.connection
    if connection._in_transaction:
        call.session.duck.commit()
        connection._in_transaction = False


def begin_if_manual(call: Call) -> None:
    """Without AUTOCOMMIT the first change opens a transaction."""
    connection = call.session.connection
    if not connection._autocommit and not connection._in_transaction:
        call.session.duck.begin()
        connection._in_transaction = True


def _bound_name(call: Call, match: re.Match[str]) -> ObjectName:
    return call.full_name(str(call.bind(0)) if match["bound"] else match["name"])


def _there(call: Call, name: ObjectName) -> bool:
    if name in call.session.temporary:
        return _comment(call, name) is not None
    sql = "SELECT 1 FROM duckdb_tables() WHERE database_name=? AND schema_name=? AND table_name=?"
    return call.session.duck.execute(sql, list(name)).fetchone() is not None


def _comment(call: Call, name: ObjectName) -> str | None:
    sql = "SELECT comment FROM duckdb_tables() WHERE temporary AND table_name = ?"
    row = call.session.duck.execute(sql, [name.name]).fetchone()
    return row[0] if row else None


def _shown(call: Call, name: ObjectName, comment: str | None, rows: int) -> tuple[Any, ...]:
    note = json.loads(comment) if comment else {}
    made = datetime.fromisoformat(note.get("created_on", "1970-01-01T00:00:00+00:00"))
    kind = note.get("kind", "TABLE")
    database, schema, plain = name
    owner = call.session.role
    return (made, plain, database, schema, kind, "", "", rows, 0, owner, "1")
