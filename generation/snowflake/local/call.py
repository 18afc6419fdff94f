"""One statement on its way through the stand-in."""

from dataclasses import dataclass
from typing import Any

from .errors import SYNTAX, SqlError
from .sessions import Session
from .sql_text import ObjectName, quoted, split_name
from .state import World


@dataclass
class Call:
    """A statement, who sent it, and what it works on."""

    world: World
    session: Session
    sql: str
    parameters: dict[str, Any]
    binds: list[Any] | dict[str, Any] | None = None
    batch: list[list[Any]] | None = None
    base_url: str = ""
    request_id: str = ""
    describe_only: bool = False
    binds_taken: int = 0

    @property
    def database(self) -> str | None:
        """The session's current database."""
        return self.session.connection.database if self.session.connection.database_set else None

    @property
    def schema(self) -> str | None:
        """The session's current schema."""
        return self.session.connection.schema if self.session.connection.schema_set else None

    def setting(self, name: str, default: str = "") -> str:
        """A parameter of this statement, else of its session."""
        value = self.parameters.get(name, self.session.parameters.get(name, default))
        return str(value)

    def bind(self, index: int) -> Any:
        """A positional bind; raises Snowflake's error if it is not there."""
        if not isinstance(self.binds, list) or index >= len(self.binds):
            raise SqlError(2049, "SQL compilation error: Bind variable ? not set.", "42601")
        return self.binds[index]

    def next_bind(self) -> Any:
        """The next positional bind, in the order of the text."""
        self.binds_taken += 1
        return self.bind(self.binds_taken - 1)

    def pause(self, seconds: float) -> None:
        """Take so long, unless the statement's time limit or its client ends it earlier."""
        limit = float(self.setting("STATEMENT_TIMEOUT_IN_SECONDS") or 0) or seconds
        if self.session.cancelled.wait(min(seconds, limit)):
            raise SqlError(604, "SQL execution canceled", "57014")
        if seconds > limit:
            text = f"Statement reached its statement or warehouse timeout of {limit:.0f} second(s)"
            raise SqlError(630, f"{text} and was canceled.", "57014")

    def full_name(self, text: str) -> ObjectName:
        """A name in SQL, completed with the current database and schema."""
        parts = split_name(text)
        current = [self.database, self.schema][: 3 - len(parts)]
        if None in current:
            what = "database" if self.database is None else "schema"
            text = f"Cannot perform operation. This session does not have a current {what}."
            text = f"{text} Call 'USE {what.upper()}', or use a qualified name."
            raise SqlError(90105 if what == "database" else 90106, text, "22000")
        return ObjectName(*[part for part in [*current, *parts] if part is not None])

    def duck_name(self, name: ObjectName) -> str:
        """A table's name for DuckDB, which keeps temporary tables in a place of their own."""
        if name in self.session.temporary:
            return f"temp.main.{quoted(name.name)}"
        return ".".join(quoted(part) for part in name)


def required(value: str | None) -> str:
    """A part of a statement that must be there."""
    if value is None:
        raise SqlError(SYNTAX, "SQL compilation error:\nsyntax error unexpected '<EOF>'.")
    return value
