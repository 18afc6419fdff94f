"""Run statements on this thread's connection, tagged, counted, and with our errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from generation.snowflake.connection import drop_connection, thread_connection
from generation.snowflake.errors import (
    ConnectionLost,
    SessionExpired,
    SnowflakeError,
    StatementRejected,
    TimedOut,
)
from generation.snowflake.records import RanStatement
from generation.snowflake.settings import get_settings
from generation.snowflake.vendor_errors import translate

Row = dict[str, Any]  # by column name in lower case
Answer = TypeVar("Answer")

# Rows of a long answer that are in memory at a time.
BATCH_ROWS = 1000


class Statements:
    """Base of `Warehouse`. One object serves one thread and one piece of work.

    A session that ended is replaced once, silently, since Snowflake refused the statement
    before running it. Never while a TEMPORARY table of this work lives in the session: on
    another session the table does not exist, so the caller gets `SessionExpired`.
    """

    def __init__(self, *, query_tag: str) -> None:
        self.statements: list[str] = []  # one entry per round trip, without the bound values
        self.last_query_id = ""
        self._ran: list[RanStatement] = []
        self._query_tag = str(query_tag)
        self._session_tables: set[str] = set()
        self._session: object = None

    def run(
        self, sql: str, *binds: str | int, missing: type[SnowflakeError] = StatementRejected
    ) -> list[Row]:
        """The rows. `missing` is raised where the statement's object does not exist."""
        return self._retried(sql, binds, missing, _all_rows)

    def stream(self, sql: str, missing: type[SnowflakeError] = StatementRejected) -> Iterator[Row]:
        """The rows one by one, for an answer of any length; other statements may run between."""
        cursor = self._retried(sql, (), missing, lambda cursor: cursor)
        with cursor:
            while rows := self._next_rows(cursor, missing):
                yield from rows

    def _next_rows(self, cursor: Any, missing: type[SnowflakeError]) -> list[Row]:
        from snowflake.connector.errors import Error

        try:
            return _named(cursor, cursor.fetchmany(BATCH_ROWS))
        except (Error, OSError) as error:
            raise self._told(error, missing) from None

    def _retried(
        self,
        sql: str,
        binds: tuple[str | int, ...],
        missing: type[SnowflakeError],
        read: Callable[[Any], Answer],
    ) -> Answer:
        try:
            return self._attempt(sql, binds, missing, read)
        except SessionExpired:
            if self._session_tables:
                raise
        return self._attempt(sql, binds, missing, read)

    def _attempt(
        self,
        sql: str,
        binds: tuple[str | int, ...],
        missing: type[SnowflakeError],
        read: Callable[[Any], Answer],
    ) -> Answer:
        connection = self._connect()
        from snowflake.connector.errors import Error

        self.statements.append(sql)
        at, started = datetime.now(UTC), time.monotonic()
        self.last_query_id, succeeded = "", False
        try:
            cursor = connection.cursor()
            cursor.execute(sql, [plain(bind) for bind in binds] or None, **self._options())
            self.last_query_id = cursor.sfqid or ""
            answer = read(cursor)
            succeeded = True
        except (Error, OSError) as error:
            raise self._told(error, missing) from None
        finally:
            took = (time.monotonic() - started) * 1000
            self._remember(RanStatement(self.last_query_id, kind_of(sql), at, took, succeeded))
        return answer

    def _remember(self, statement: RanStatement) -> None:
        if statement.query_id:  # without one it never reached the account
            self._ran.append(statement)

    def take_statements(self) -> list[RanStatement]:
        """What has run since the last call, oldest first."""
        taken, self._ran = self._ran, []
        return taken

    def _connect(self) -> Any:
        connection = thread_connection()
        if self._session_tables and connection is not self._session:
            raise SessionExpired("the session with the temporary table is gone")
        self._session = connection
        return connection

    def _options(self) -> dict[str, Any]:
        return {
            "timeout": get_settings().statement_timeout,
            "_statement_params": {"QUERY_TAG": self._query_tag},
        }

    def _told(self, error: Exception, missing: type[SnowflakeError]) -> SnowflakeError:
        told = translate(error, missing=missing)
        self.last_query_id = told.query_id or self.last_query_id
        if isinstance(told, SessionExpired | ConnectionLost | TimedOut):
            drop_connection()
        return told


def _all_rows(cursor: Any) -> list[Row]:
    with cursor:
        return _named(cursor, cursor.fetchall())


def _named(cursor: Any, rows: list[tuple[Any, ...]]) -> list[Row]:
    columns = [column.name.lower() for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def kind_of(sql: str) -> str:
    """What a statement does, in its own first word."""
    return sql.split(None, 1)[0].upper()[:24]


def plain(value: str | int) -> str | int:
    """The value as exactly `str` or `int`; the connector refuses subclasses (lazy, safe, enum)."""
    return str.__str__(value) if isinstance(value, str) else int(value)
