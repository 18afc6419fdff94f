"""Every step of the gateway once, on the account (or stand-in) that the settings name.

Reads only, but for one temporary table and one file, both of which it removes. One small question
goes to a model where that is asked for, because it costs.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from generation.snowflake.completions import CompletionRequest, Message
from generation.snowflake.connection import thread_connection
from generation.snowflake.cortex import complete
from generation.snowflake.errors import (
    Cancelled,
    FileDiffers,
    FileMissing,
    SnowflakeError,
    StageMissing,
)
from generation.snowflake.locations import StageLocation
from generation.snowflake.records import StageInfo
from generation.snowflake.warehouse import Warehouse, warehouse

TAG = "svgsite-check"
DEFAULT_MODEL = "claude-sonnet-4-5"
# What an unload with the wrong options would change: quotes, backslashes, line ends, empty ends.
CONTENT = '<svg xmlns="http://www.w3.org/2000/svg"><text>\\N "é",\t\'\\\\ ☃</text>\r\n</svg>\n'


@dataclass(frozen=True)
class Outcome:
    """One line of the report. `ok` is None for a step that could not be tried."""

    step: str
    ok: bool | None
    seconds: float
    saw: str


@dataclass
class Work:
    """What the steps hand on to each other."""

    db: Warehouse
    model: str = ""
    table: str = field(default_factory=lambda: f"TMP_SVG_{uuid.uuid4().hex.upper()}")
    location: StageLocation | None = None
    data: bytes = b""

    @property
    def file(self) -> StageLocation:
        if self.location is None:
            raise StageMissing("no internal stage to try")
        return self.location


def check(report: Callable[[Outcome], None], *, with_cortex: bool = False, model: str = "") -> bool:
    """Run the steps in order, report each; whether all of them went well."""
    done: dict[str, bool] = {}
    with warehouse(query_tag=TAG) as db:
        work = Work(db, model)
        for name, needs, step in STEPS:
            if step is ask_cortex and not with_cortex:
                continue
            outcome = _outcome(name, step, work, tried=done.get(needs, True))
            done[name] = bool(outcome.ok)
            report(outcome)
    return all(done.values())


def sign_in(work: Work) -> str:
    connection = thread_connection()
    return f"session {connection.session_id or 'open'}"


def see_context(work: Work) -> str:
    here = work.db.context()
    return (
        f"database {here.database or '-'}, schema {here.schema or '-'},"
        f" warehouse {here.warehouse or '-'}, role {here.role or '-'}"
    )


def list_models(work: Work) -> str:
    models = work.db.base_models()
    in_service = [model.name for model in models if model.lifecycle_status == "GA"]
    work.model = work.model or next(iter(in_service), "")
    return f"{len(models)} models, {len(in_service)} generally available"


def list_stages(work: Work) -> str:
    stages = work.db.list_stages()
    chosen = next(filter(_usable, stages), None)
    if chosen is None:
        raise StageMissing(f"{len(stages)} stages, none internal")
    path = f"{TAG}/{uuid.uuid4()}/check.svg"
    work.location = StageLocation(chosen.database, chosen.schema, chosen.name, path)
    return f"{len(stages)} stages; trying {chosen.database}.{chosen.schema}.{chosen.name}"


def ask_cortex(work: Work) -> str:
    question = Message("user", "Answer with this alone: <svg></svg>")
    answer = complete(
        CompletionRequest(work.model or DEFAULT_MODEL, (question,), max_tokens=64, request_id=TAG)
    )
    who = f" by {answer.answered_by}" if answer.answered_by else ""
    tokens = "unknown" if answer.completion_tokens is None else answer.completion_tokens
    return f"{answer.model} answered{who} over {answer.transport}, tokens: {tokens}"


def create_table(work: Work) -> str:
    work.db.create_table(work.table, kind="TEMPORARY")
    return work.table


def insert_text(work: Work) -> str:
    work.db.insert_text(work.table, CONTENT)
    return f"{len(CONTENT.encode())} bytes"


def copy_to_stage(work: Work) -> str:
    return f"{work.db.copy_to_stage(work.table, work.file)} bytes to {work.file}"


def find_file(work: Work) -> str:
    found = work.db.find_file(work.file)
    if found is None:
        raise FileMissing(str(work.file))
    return f"{found.size} bytes, changed {found.last_modified:%Y-%m-%d %H:%M:%S %Z}"


def read_file(work: Work) -> str:
    work.data = work.db.read_file(work.file)
    return f"{len(work.data)} bytes"


def compare(work: Work) -> str:
    if work.data != CONTENT.encode():
        raise FileDiffers(f"sent {CONTENT.encode()!r}, read {work.data!r}")
    return "the same bytes"


def remove_file(work: Work) -> str:
    return "removed" if work.db.remove_file(work.file) else "nothing was there"


def drop_table(work: Work) -> str:
    work.db.drop_table(work.table)
    return f"dropped; {len(work.db.statements)} statements in all"


Step = Callable[[Work], str]
# Name, the step that must have gone well before, what to do.
STEPS: tuple[tuple[str, str, Step], ...] = (
    ("sign in", "", sign_in),
    ("context", "sign in", see_context),
    ("models", "sign in", list_models),
    ("stages", "sign in", list_stages),
    ("cortex", "", ask_cortex),
    ("temporary table", "stages", create_table),
    ("insert", "temporary table", insert_text),
    ("copy", "insert", copy_to_stage),
    ("list", "copy", find_file),
    ("read back", "copy", read_file),
    ("compare", "read back", compare),
    ("remove", "insert", remove_file),
    ("drop", "temporary table", drop_table),
)


def _outcome(name: str, step: Step, work: Work, *, tried: bool) -> Outcome:
    if not tried:
        return Outcome(name, None, 0.0, "not tried")
    started = time.monotonic()
    try:
        ok, saw = True, step(work)
    except (SnowflakeError, Cancelled) as error:
        ok, saw = False, f"{error} [{error.code}]"
    return Outcome(name, ok, time.monotonic() - started, saw)


def _usable(stage: StageInfo) -> bool:
    return stage.type.startswith("INTERNAL") and stage.name.replace("_", "A").isalnum()
