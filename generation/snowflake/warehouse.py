"""Statements on the Snowflake account: temporary tables, stages, catalogue.

    with warehouse(query_tag=str(request_id)) as db:
        db.create_table(table, kind="TEMPORARY")
        db.insert_text(table, text)
        written = db.copy_to_stage(table, location)   # bytes
        file = db.find_file(location)
        data = db.read_file(location)
        db.drop_table(table)
    ran = db.take_statements()                  # with their query ids

Each method is one round trip, except `remove_file` (two) and what an external stage needs.
`scan_files` is the one to use for stages of any size: it holds a thousand rows at a time.
Every failure is a `SnowflakeError`. Never call this inside a transaction of the application's
database: a statement here can take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generation.snowflake.anchors import Anchors
from generation.snowflake.connection import close_connections
from generation.snowflake.records import (
    Context,
    ModelInfo,
    RanStatement,
    StageFile,
    StageInfo,
    TableInfo,
)
from generation.snowflake.stages import Stages
from generation.snowflake.statements import Row
from generation.snowflake.temporary_tables import TemporaryTables
from generation.snowflake.values import day, text

__all__ = [
    "Context",
    "ModelInfo",
    "RanStatement",
    "StageFile",
    "StageInfo",
    "TableInfo",
    "Warehouse",
    "close_connections",
    "warehouse",
]

_CONTEXT = (
    'SELECT CURRENT_DATABASE() AS "database", CURRENT_SCHEMA() AS "schema",'
    ' CURRENT_WAREHOUSE() AS "warehouse", CURRENT_ROLE() AS "role"'
)


class Warehouse(TemporaryTables, Stages, Anchors):
    def context(self) -> Context:
        """Where this session's statements run."""
        row = self.run(_CONTEXT)[0]
        return Context(**{name: text(value) for name, value in row.items()})

    def base_models(self) -> list[ModelInfo]:
        """The models the account offers, with their lifecycle; needs no warehouse."""
        rows = self.run("SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS")
        return [_model_info(row) for row in rows]


@contextmanager
def warehouse(*, query_tag: str) -> Iterator[Warehouse]:
    """This thread's connection, opened with the first statement and kept for the next work."""
    yield Warehouse(query_tag=query_tag)


def _model_info(row: Row) -> ModelInfo:
    return ModelInfo(
        name=text(row["name"]).lower(),
        provider=text(row.get("provider")),
        lifecycle_status=text(row.get("lifecycle_status")),
        legacy_date=day(row.get("legacy_date")),
        eol_date=day(row.get("eol_date")),
    )
