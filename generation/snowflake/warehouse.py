"""Statements on the Snowflake account: temporary tables, stages, catalogue.

with warehouse(query_tag=str(request_id)) as db:
    db.create_table(table, kind="TEMPORARY")
    db.insert_text(table, text)
    written = db.copy_to_stage(table, location)
"""

from __future__ import annotations

from generation.snowflake.connection import close_connections
from generation.snowflake.records import Context, ModelInfo, StageFile, StageInfo, TableInfo

__all__ = [
    "Context",
    "ModelInfo",
    "StageFile",
    "StageInfo",
    "TableInfo",
    "close_connections",
]
