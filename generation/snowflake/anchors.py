"""Anchors of the audit trail in a table of the account, which the application's host cannot reach
but through this role: give it INSERT and SELECT on the table, and nothing else."""

from __future__ import annotations

import json
from typing import Any

from generation.snowflake.statements import Statements
from generation.snowflake.values import text

TABLE = "AUDIT_ANCHORS"

_CREATE = f"""CREATE TABLE IF NOT EXISTS {TABLE} (
 MADE_AT VARCHAR NOT NULL, DIGEST VARCHAR NOT NULL, LINE VARCHAR NOT NULL)"""
# A second try of what had arrived must not keep two.
_INSERT = f"""INSERT INTO {TABLE} (MADE_AT, DIGEST, LINE)
 SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM {TABLE} WHERE DIGEST = ?)"""  # noqa: S608
_SELECT = f"SELECT LINE FROM {TABLE} ORDER BY MADE_AT"  # noqa: S608


class Anchors(Statements):
    def insert_anchor(self, line: dict[str, Any]) -> None:
        """Keep one anchor; quiet where it is there already. Makes the table where it is missing."""
        self.run(_CREATE)
        made_at, digest = str(line["statement"]["made_at"]), str(line["digest"])
        written = json.dumps(line, sort_keys=True, separators=(",", ":"))
        self.run(_INSERT, made_at, digest, written, digest)

    def read_anchors(self) -> list[dict[str, Any]]:
        """All of them, oldest first."""
        self.run(_CREATE)
        return [json.loads(text(row["line"])) for row in self.run(_SELECT)]
