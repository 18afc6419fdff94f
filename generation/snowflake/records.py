"""What the warehouse tells, as plain values without any vendor type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Context:
    """Where statements of this session run; empty where the session has none."""

    database: str
    schema: str
    warehouse: str
    role: str


@dataclass(frozen=True)
class StageFile:
    """One file on a stage. `name` is the path below the stage; `size` in bytes."""

    name: str
    size: int
    md5: str  # of the stored bytes; empty where the stage does not tell
    last_modified: datetime  # aware


@dataclass(frozen=True)
class RanStatement:
    """One round trip, by the id under which the account's QUERY_HISTORY knows it."""

    query_id: str
    kind: str  # the statement's first word: CREATE, INSERT, COPY, LIST, …
    at: datetime  # aware
    milliseconds: float
    succeeded: bool


@dataclass(frozen=True)
class TableInfo:
    name: str
    schema: str
    created_at: datetime  # aware
    kind: str  # TABLE | TEMPORARY | TRANSIENT
    database: str = ""


@dataclass(frozen=True)
class StageInfo:
    """One line of SHOW STAGES. `url` is empty for an internal stage."""

    name: str
    database: str
    schema: str
    url: str
    storage_integration: str | None
    encryption: str  # SNOWFLAKE_SSE | SNOWFLAKE_FULL | … ; empty where it is not told
    created_at: datetime  # aware
    owner: str
    comment: str
    directory_enabled: bool
    type: str  # INTERNAL | EXTERNAL | …


@dataclass(frozen=True)
class ModelInfo:
    """One line of SHOW CORTEX BASE MODELS; `name` in lower case, as requests spell it."""

    name: str
    provider: str
    lifecycle_status: str  # GA | PUPR | PRPR | LEGACY | EOL
    legacy_date: date | None
    eol_date: date | None
