"""Failures at Snowflake and in the pipeline, as errors that the admin shows."""

from typing import Any

from auditing.errors import record_error, register_kind
from auditing.errors.kinds import Kind
from generation.models import SVGGenerationRequest
from generation.models.requests import ErrorCategory
from generation.pipeline.failures import category_of
from generation.snowflake.errors import SnowflakeError


def register_kinds() -> None:
    """So that whoever catches any exception knows those of the gateway."""
    register_kind(SnowflakeError, _kind)


def _kind(error: BaseException, step: str = "") -> Kind:
    assert isinstance(error, SnowflakeError)  # noqa: S101  registered for this class
    category = category_of(error, step=step)
    severity = "critical" if category == ErrorCategory.CONFIGURATION else "error"
    return Kind(category, error.code, severity if error.permanent else "warning", error.detail)


def record_failed_request(
    request: SVGGenerationRequest,
    *,
    category: ErrorCategory,
    code: str,
    message: str,
    step: str = "",
    exception: BaseException | None = None,
) -> None:
    """A request that ended without a picture; one that was cancelled is no error."""
    if category == ErrorCategory.CANCELLED:
        return
    detail = getattr(exception, "detail", "")
    context: dict[str, Any] = {
        "user_id": str(request.owner_id or ""),
        "session_id": str(request.session_id or ""),
        "svg_request": str(request.pk),
        "operation": step or "request",
        "input_data": {
            "model": request.selected_model,
            "stage": request.stage_name,
            # its words are its writer's
            "prompt_letters": len(request.prompt_text),
            "attempt": request.attempts,
        },
    }
    record_error(
        error_type=category,
        message=message,
        severity=_severity(category, exception),
        exception=exception,
        code=code,
        context={**context, "detail": detail} if detail else context,
    )


def _severity(category: ErrorCategory, exception: BaseException | None) -> str:
    """Our rules said no, a warning; something broke, an error; nobody can draw, critical."""
    if isinstance(exception, SnowflakeError):
        return _kind(exception).severity if category == ErrorCategory.CONFIGURATION else "error"
    return "error" if category == ErrorCategory.DEVELOPMENT else "warning"
