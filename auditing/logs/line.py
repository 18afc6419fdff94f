"""One line on its way: what the thread that said it knows, cheaply taken, not yet masked."""

import logging
import traceback
from dataclasses import dataclass
from typing import Any

import structlog

# As they are; everything else becomes text at once, since it may change before it is written.
_KEPT = (str, int, float, bool, type(None))
LONGEST_VALUE = 20_000
MOST_VALUES = 60


@dataclass(frozen=True)
class Line:
    """What was said, when, by which logger, and every value that was said along."""

    created: float
    level: str
    logger: str
    message: str
    values: dict[str, Any]
    process: int | None
    thread: str | None


def take(record: logging.LogRecord) -> Line:
    """A line of structlog comes as its values, one of the standard library as text."""
    if isinstance(record.msg, dict):
        values = {str(key): value for key, value in list(record.msg.items())[:MOST_VALUES]}
    else:
        values = {**structlog.contextvars.get_contextvars(), "event": record.getMessage()}
        if record.exc_info:
            values["exception"] = "".join(traceback.format_exception(*record.exc_info))
    message = _plain(values.pop("event", ""))
    return Line(
        created=record.created,
        level=record.levelname.lower(),
        logger=record.name,
        message=str(message),
        values={key: _plain(value) for key, value in values.items()},
        process=record.process,
        thread=record.threadName,
    )


def _plain(value: Any) -> Any:
    if type(value) is str:
        return value[:LONGEST_VALUE]
    if isinstance(value, _KEPT):
        return value
    return _text(value)[:LONGEST_VALUE]


def _text(value: Any) -> str:
    try:
        return str(value)
    except Exception:
        return f"[{type(value).__name__} that cannot be read]"
