"""CREATE, USE and DROP DATABASE, DROP SCHEMA: with the schema PUBLIC and with their stages."""

import re

from .. import passthrough
from ..call import Call
from ..errors import SqlError, existing, missing
from ..results import Reply, status
from ..sql_text import identifier, quoted, split_name

PUBLIC = "PUBLIC"


def create_database(call: Call, match: re.Match[str]) -> Reply:
    """A new database becomes the current one, as on an account."""
    name = identifier(match["name"])
    if call.world.warehouse.has_database(name):
        if match["exists"]:
            return status(f"{name} already exists, statement succeeded.")
        if not match["replace"]:
            raise existing(name)
        _drop(call, name)
    call.world.warehouse.create_database(name)
    _enter(call, name)
    return status(f"Database {name} successfully created.")


def use_database(call: Call, match: re.Match[str]) -> Reply:
    """Its schema PUBLIC becomes the current one."""
    name = identifier(match["name"])
    if not call.world.warehouse.has_database(name):
        text = "SQL compilation error:\nObject does not exist, or operation cannot be performed."
        raise SqlError(2043, text, "02000")
    _enter(call, name)
    return status("Statement executed successfully.", 0x4300)


def drop_database(call: Call, match: re.Match[str]) -> Reply:
    """Remove a database with its stages."""
    name = identifier(match["name"])
    if not call.world.warehouse.has_database(name):
        if not match["exists"]:
            raise missing("Database", name)
        return status(f"Drop statement executed successfully ({name} already dropped).")
    _drop(call, name)
    return status(f"{name} successfully dropped.")


def drop_schema(call: Call, match: re.Match[str]) -> Reply:
    """Remove a schema with its stages."""
    reply = passthrough.run(call)
    name = split_name(match["name"])
    database = name[0] if len(name) == 2 else call.database
    if database is not None:
        call.world.stages.drop_all(database, name[-1])
    return reply


def _enter(call: Call, name: str) -> None:
    connection = call.session.connection
    has_public = call.world.warehouse.has_schema(name, PUBLIC)
    place = f"{quoted(name)}.{PUBLIC if has_public else 'main'}".replace("'", "''")
    call.session.duck.execute(f"SET schema = '{place}'")
    connection.database, connection.database_set = name, True
    connection._schema, connection.schema_set = (PUBLIC, True) if has_public else (None, False)


def _drop(call: Call, name: str) -> None:
    connection = call.session.connection
    if connection.database == name:
        call.session.duck.execute("SET schema = 'memory.main'")
        connection.database, connection._schema = None, None
        connection.database_set = connection.schema_set = False
    call.world.warehouse.drop_database(name)
    call.world.stages.drop_all(name)
