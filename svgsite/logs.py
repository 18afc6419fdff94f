"""Structured logs on standard error; every line is masked and carries the request's id and user."""

import logging
import logging.config
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.types import EventDict, Processor

QUIET = ("httpx", "httpcore", "snowflake", "botocore", "django_structlog", "django-q", "uvicorn")


def mask_event(_: Any, __: str, event: MutableMapping[str, Any]) -> EventDict:
    """Mask a log line, also what stands under a secret's name: the last step before rendering."""
    # Imported here, since settings configure logging before the apps are loaded.
    from auditing.masking import mask_values

    masked: EventDict = mask_values(event)
    return masked


def configure_logging(*, level: int, as_json: bool) -> None:
    """Send structlog and the standard library's loggers through the same processors."""
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
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
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        mask_event,
                        renderer,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": level},
            # Chatty libraries speak up only when something is wrong.
            "loggers": {name: {"level": max(level, logging.WARNING)} for name in QUIET},
        }
    )
