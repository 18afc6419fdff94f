"""What is known about one occurrence, masked and bounded, before it is written."""

import traceback
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.utils import timezone

from auditing.errors.fingerprint import fingerprint, frames_of
from auditing.masking import mask, mask_values

LONGEST_MESSAGE = 2_000
LONGEST_TRACE = 20_000


@dataclass(frozen=True)
class ErrorReport:
    """One occurrence, ready to be written."""

    error_type: str
    severity: str
    code: str
    message: str
    stack_trace: str
    culprit: str
    fingerprint: str
    context: dict[str, Any]
    error_id: UUID = field(default_factory=uuid4)
    timestamp: datetime = field(default_factory=timezone.now)

    def about(self, name: str) -> str:
        """A fact of the context as text of at most 64 letters; empty where it is unknown."""
        return str(self.context.get(name) or "")[:64]


def make_report(
    *,
    error_type: str,
    message: str,
    severity: str,
    exception: BaseException | None,
    code: str,
    context: dict[str, Any] | None,
) -> ErrorReport:
    """Masks everything; the trace holds no values of variables, only lines of the source."""
    told = mask(message)[:LONGEST_MESSAGE]
    frames = frames_of(exception.__traceback__) if exception is not None else []
    return ErrorReport(
        error_type=error_type,
        severity=severity,
        code=code[:100],
        message=told,
        stack_trace=_trace(exception),
        culprit=frames[0][:200] if frames else "",
        fingerprint=fingerprint(
            error_type=error_type, code=code, message=told, exception=exception
        ),
        context=_context(context or {}),
    )


def _trace(exception: BaseException | None) -> str:
    if exception is None:
        return ""
    text = mask("".join(traceback.format_exception(exception)))
    return text if len(text) <= LONGEST_TRACE else f"[cut]\n{text[-LONGEST_TRACE:]}"


def _context(given: dict[str, Any]) -> dict[str, Any]:
    """The specification's keys first, then what every log line carries here."""
    bound = structlog.contextvars.get_contextvars()
    facts = {
        "user_id": "",
        "session_id": "",
        "operation": bound.get("task") or bound.get("command") or "",
        "input_data": {},
        "environment": settings.ENVIRONMENT,
        **{key: value for key, value in bound.items() if value is not None},
        **given,
    }
    masked: dict[str, Any] = mask_values(facts)
    return masked
