"""Lines become rows: masked, sorted into context and metadata."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from auditing.logs.line import Line
from auditing.logs.sources import source_of
from auditing.masking import mask, mask_values
from auditing.models import LogEntry
from auditing.models.logs import LogLevel

# The specification's context, and the names under which lines say it.
CONTEXT = {
    "user_id": ("user_id",),
    "session_id": ("session_id",),
    "request_id": ("request_id",),
    "operation": ("operation", "task", "step", "command", "request"),
    "duration": ("duration", "duration_ms", "seconds"),
    "result": ("result", "outcome", "code"),
}
_COLUMNS = ("user_id", "request_id", "svg_request")
# Told by the row itself.
_SAID_ELSEWHERE = ("level", "logger", "timestamp")


def store(batch: list[Line]) -> None:
    """Write the lines in one statement."""
    with transaction.atomic():
        LogEntry.objects.bulk_create([make_entry(line) for line in batch])


def make_entry(line: Line) -> LogEntry:
    facts: dict[str, Any] = mask_values(
        {key: value for key, value in line.values.items() if key not in _SAID_ELSEWHERE}
    )
    ids = {name: str(facts.get(name) or "")[:64] for name in _COLUMNS}
    return LogEntry(
        timestamp=datetime.fromtimestamp(line.created, tz=UTC),
        level=line.level if line.level in LogLevel.values else LogLevel.INFO,
        message=mask(line.message),
        source=source_of(line.logger),
        context=_context(facts),
        metadata={
            **facts,
            "logger": mask(line.logger),
            "process": line.process,
            "thread": mask(line.thread or ""),
        },
        **ids,
    )


def _context(facts: dict[str, Any]) -> dict[str, Any]:
    """Takes what belongs to the context out of `facts`."""
    found = {}
    for name, spoken in CONTEXT.items():
        for key in spoken:
            if facts.get(key) not in (None, ""):
                found[name] = facts.pop(key)
                break
    return found
