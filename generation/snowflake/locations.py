"""Where a file lies on a stage, and the one function that quotes stage paths.

Snowflake cannot bind a stage path, so each part passes an allow-list before it may become text
of a statement. Nothing else in this program writes a stage path into SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generation.snowflake.errors import InvalidName

MAX_IDENTIFIER = 255  # characters, Snowflake's limit
MAX_PATH = 1024  # bytes, the limit of the object stores behind a stage

_IDENTIFIER = re.compile(r"[A-Z][A-Z0-9_]*")
_PATH = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*")
_TABLE = re.compile(r"TMP_SVG_[0-9A-F]{32}(?:_[0-9]+)?")


@dataclass(frozen=True)
class StageLocation:
    """A stage (`path` empty), a folder or a file on it. Raises `InvalidName` when made."""

    database: str
    schema: str
    stage: str
    path: str = ""

    def __post_init__(self) -> None:
        for part in (self.database, self.schema, self.stage):
            check_identifier(part)
        if self.path:
            _check_path(self.path)

    def sql(self) -> str:
        """`'@"DB"."SCHEMA"."STAGE"/path'` with its single quotes, ready for a statement."""
        tail = f"/{self.path}" if self.path else ""
        return f'\'@"{self.database}"."{self.schema}"."{self.stage}"{tail}\''

    def stage_sql(self) -> str:
        """The stage alone, quoted the same way, for functions that take the path apart."""
        return StageLocation(self.database, self.schema, self.stage).sql()

    @classmethod
    def parse(cls, text: str) -> StageLocation:
        """What `str` has written. Raises `InvalidName` for anything else."""
        stage, _, path = text.removeprefix("@").partition("/")
        parts = stage.split(".")
        if len(parts) != 3 or not text.startswith("@"):
            raise InvalidName(f"location {text!r}")
        database, schema, name = parts
        return cls(database, schema, name, path)

    def __str__(self) -> str:
        tail = f"/{self.path}" if self.path else ""
        return f"@{self.database}.{self.schema}.{self.stage}{tail}"


def check_identifier(name: str) -> str:
    """The name itself, or `InvalidName`. Lower case is refused: quoting would make it another."""
    if len(name) > MAX_IDENTIFIER or not _IDENTIFIER.fullmatch(name):
        raise InvalidName(f"identifier {name!r}")
    return name


def check_table(name: str) -> str:
    """The name of a temporary table of this program, or `InvalidName`."""
    if not _TABLE.fullmatch(name):
        raise InvalidName(f"table {name!r}")
    return name


def _check_path(path: str) -> None:
    parts = path.split("/")
    if len(path) > MAX_PATH or not _PATH.fullmatch(path) or "." in parts or ".." in path:
        raise InvalidName(f"path {path!r}")
