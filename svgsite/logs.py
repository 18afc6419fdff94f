"""Structured logs: one line an event, masked, with the request's id and user.

JSON goes to standard output for a collector; on one machine a line for people goes to standard
error. Lines from `database_level` up are kept as rows besides, written beside the work.
"""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.types import EventDict, Processor

QUIET = ("httpx", "httpcore", "snowflake", "botocore", "django_structlog", "django-q", "uvicorn")

# Above every level: nothing is kept as a row.
OFF = logging.CRITICAL + 1

# What could begin a line, move the cursor or colour the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def mask_event(_: Any, __: str, event: MutableMapping[str, Any]) -> EventDict:
    """Mask a log line, also what stands under a secret's name: the last step before rendering."""
    # Imported here, since settings configure logging before the apps are loaded.
    from auditing.masking import mask_values

    masked: EventDict = mask_values(event)
    return masked


def one_line(_: Any, __: str, event: MutableMapping[str, Any]) -> EventDict:
    """For people: no value can begin a line of its own, or look like one.

    JSON escapes by itself. A trace keeps its lines, each indented.
    """
    shown: EventDict = {key: _escaped(value) for key, value in event.items() if key != "exception"}
    if "exception" in event:
        lines = str(event["exception"]).split("\n")
        shown["exception"] = "\n".join(f"    {_escaped(line)}" for line in lines)
    return shown


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub(lambda found: repr(found[0])[1:-1], value)
    return value if isinstance(value, bool | int | float | None) else _escaped(str(value))


def configure_logging(
    *, level: int, as_json: bool, stream: str = "stderr", database_level: int = OFF
) -> None:
    """Send structlog and the standard library's loggers through the same processors.

    Args:
        stream: "stdout" or "stderr".
        database_level: from which level lines are kept as `LogEntry` rows.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": _formatter(shared, as_json)},
            "handlers": _handlers(stream, database_level),
            "root": {"handlers": ["line", "database"], "level": min(level, database_level)},
            # Chatty libraries speak up only when something is wrong.
            "loggers": {name: {"level": max(level, logging.WARNING)} for name in QUIET},
        }
    )
    logging.getLogger().handlers[0].setLevel(level)


def _formatter(shared: list[Processor], as_json: bool) -> dict[str, Any]:
    rendering: list[Processor] = (
        [structlog.processors.JSONRenderer()]
        if as_json
        else [one_line, structlog.dev.ConsoleRenderer(colors=False)]
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            mask_event,
            *rendering,
        ],
    }


def _handlers(stream: str, database_level: int) -> dict[str, Any]:
    return {
        "line": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "stream": f"ext://sys.{stream}",
        },
        "database": {"class": "auditing.logs.DatabaseHandler", "level": database_level},
    }
