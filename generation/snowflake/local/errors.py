"""What goes wrong inside the stand-in, in the words and codes Snowflake uses."""

import duckdb
from snowflake.connector.errors import Error as ConnectorError

INTERNAL = 603
UNSUPPORTED = 2
SYNTAX = 1003
NOT_FOUND = 2003
ALREADY_EXISTS = 2002
NULL_NOT_ALLOWED = 100072
INVALID_ARGUMENT = 1044
FILES_EXIST = 1030


class SqlError(Exception):
    """A statement failed: Snowflake's error number, SQLSTATE and message."""

    def __init__(self, code: int, message: str, sqlstate: str = "42000") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.sqlstate = sqlstate


class SessionExpiredError(Exception):
    """The session token is no longer good; the client must renew it (390112)."""


class SessionGoneError(Exception):
    """The session is unknown here; the client must log in again (390111)."""


class ResetConnectionError(Exception):
    """Drop the TCP connection instead of answering."""


def unsupported(what: str) -> SqlError:
    """An SqlError for something this stand-in does not do."""
    return SqlError(UNSUPPORTED, f"Unsupported feature '{what}'. (local stand-in)", "0A000")


def missing(kind: str, name: str) -> SqlError:
    """An SqlError for an object that is not there, worded as Snowflake words it."""
    text = f"SQL compilation error:\n{kind} '{name}' does not exist or not authorized."
    return SqlError(NOT_FOUND, text, "02000" if kind == "Stage" else "42S02")


def existing(name: str) -> SqlError:
    """An SqlError for a name that is taken."""
    text = f"SQL compilation error:\nObject '{name}' already exists."
    return SqlError(ALREADY_EXISTS, text, "42710")


def as_sql_error(error: Exception) -> SqlError:
    """Whatever DuckDB, the SQL translator or this code raised, as an SqlError; never a 500."""
    if isinstance(error, SqlError):
        return error
    if isinstance(error, ConnectorError):
        code = error.errno if error.errno and error.errno > 0 else INTERNAL
        return SqlError(code, str(error.raw_msg), error.sqlstate or "42000")
    if isinstance(error, duckdb.ConstraintException) and "NOT NULL" in str(error):
        return SqlError(NULL_NOT_ALLOWED, "NULL result in a non-nullable column", "22000")
    if isinstance(error, duckdb.CatalogException):
        return _catalog_error(str(error))
    first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return SqlError(UNSUPPORTED, f"Unsupported by the local stand-in: {first_line}", "0A000")


def _catalog_error(text: str) -> SqlError:
    taken = "already exists" in text
    return SqlError(
        ALREADY_EXISTS if taken else NOT_FOUND,
        "SQL compilation error:\n" + text.splitlines()[0],
        "42710" if taken else "42S02",
    )
