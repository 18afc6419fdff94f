"""`record_error`: from wherever a failure ends up to the queue of the background writer."""

from typing import Any

from auditing.background import BackgroundWriter, is_writing, say
from auditing.errors.kinds import kind_of
from auditing.errors.report import ErrorReport, make_report
from auditing.errors.storing import store

# One report is about 20 kB at the most.
CAPACITY = 1_000


def record_error(
    *,
    error_type: str,
    message: str,
    severity: str = "error",
    exception: BaseException | None = None,
    code: str = "",
    context: dict[str, Any] | None = None,
) -> str:
    """Record one occurrence and return its id, the reference that people can be told.

    Never raises and never waits: a database that is away hides no error of the caller's.

    Args:
        error_type: one of the specification's six categories, `ErrorType`.
        message: what happened; masked.
        severity: one of `Severity`.
        exception: for the stack trace and the fingerprint.
        code: a short name of the fault, such as ``timed_out``.
        context: the specification's user_id, session_id, operation, input_data, environment, and
            whatever else helps; what the log lines carry is added.
    """
    try:
        report = make_report(
            error_type=error_type,
            message=message,
            severity=severity,
            exception=exception,
            code=code,
            context=context,
        )
        if not is_writing():
            errors.put(report, soon=True)
        return str(report.error_id)
    except Exception as error:
        say(f"An error could not be recorded ({type(error).__name__}).")
        return ""


def record_exception(exception: BaseException, **context: Any) -> str:
    """`record_error` for an exception, by what is known about its kind."""
    try:
        kind = kind_of(exception)
        message = f"{type(exception).__name__}: {exception}"
    except Exception as error:
        say(f"An error could not be recorded ({type(error).__name__}).")
        return ""
    return record_error(
        error_type=kind.error_type,
        message=message,
        severity=kind.severity,
        exception=exception,
        code=kind.code,
        context={**context, "detail": kind.detail} if kind.detail else context,
    )


def _write(reports: list[ErrorReport]) -> None:
    for report in reports:
        store(report)


def _report_loss(count: int) -> None:
    record_error(
        error_type="development_error",
        severity="warning",
        code="errors_not_recorded",
        message=f"{count} errors found no room in memory while the database was away.",
    )


errors: BackgroundWriter[ErrorReport] = BackgroundWriter(
    _write, name="error-writer", capacity=CAPACITY, on_loss=_report_loss
)
