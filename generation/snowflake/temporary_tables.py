"""The short-lived tables through which a picture goes to its stage."""

from __future__ import annotations

from generation.snowflake.errors import InvalidInput
from generation.snowflake.locations import check_identifier, check_table
from generation.snowflake.records import TableInfo
from generation.snowflake.statements import Statements
from generation.snowflake.values import aware, text

KINDS = ("TEMPORARY", "TRANSIENT")


class TemporaryTables(Statements):
    def create_table(self, table: str, *, kind: str) -> None:
        """TEMPORARY dies with this session; TRANSIENT outlives a crash and must be dropped."""
        if kind not in KINDS:
            raise InvalidInput(f"kind {kind!r}")
        check_table(table)
        sql = f"CREATE {kind} TABLE IDENTIFIER(?) (SVG_CONTENT VARCHAR NOT NULL)"
        self.run(sql, table)
        if kind == "TEMPORARY":
            self._session_tables.add(table)

    def insert_text(self, table: str, content: str) -> None:
        """Add one row that holds the whole text."""
        check_table(table)
        self.run("INSERT INTO IDENTIFIER(?) (SVG_CONTENT) SELECT ?", table, content)

    def drop_table(self, table: str, *, database: str = "", schema: str = "") -> None:
        """Quiet where the table is gone already, also together with its session.

        `database` and `schema` name its place where that may not be this session's own.
        """
        check_table(table)
        self._session_tables.discard(table)
        place = [check_identifier(part) for part in (database, schema) if part]
        self.run("DROP TABLE IF EXISTS IDENTIFIER(?)", ".".join([*place, table]))

    def list_tables(self, prefix: str = "TMP_SVG_") -> list[TableInfo]:
        """The tables of the current schema whose names begin with the prefix (no wildcards)."""
        check_identifier(prefix)
        rows = self.run(f"SHOW TABLES LIKE '{prefix}%' IN SCHEMA")
        found = [
            TableInfo(
                name=text(row["name"]),
                schema=text(row.get("schema_name")),
                created_at=aware(row["created_on"]),
                kind=text(row.get("kind")) or "TABLE",
                database=text(row.get("database_name")),
            )
            for row in rows
        ]
        # LIKE reads an underscore as any character.
        return [table for table in found if table.name.startswith(prefix)]
