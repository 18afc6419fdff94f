"""What can go wrong at Snowflake, in two families.

    SnowflakeError
      Refused       permanent: the same request will be refused again
      Unavailable   passing: the same request may succeed later
    Cancelled       `should_stop()` said so

A class's docstring is its message: what happened, and what to do next, in words for staff.
`detail` keeps the vendor's own words for the masked log; they are never part of `str` or `repr`.
`query_id` is the account's id of the statement, or of the call of Cortex, where it told one.
"""
# ruff: noqa: N818 - the names are read as outcomes ("except Throttled"), the family says "error"

from __future__ import annotations

from typing import ClassVar


class SnowflakeError(Exception):
    """Snowflake could not do what was asked. Tell an administrator if it happens again."""

    code: ClassVar[str] = "snowflake_error"
    permanent: ClassVar[bool] = True
    response_status: ClassVar[str] = "error"  # success|error|timeout|rate_limited|invalid_input
    billed: str = "no"  # "no" or "unknown": whether Snowflake may charge for the attempt

    def __init__(self, detail: str = "", *, billed: str | None = None, query_id: str = "") -> None:
        # Nothing goes to `args`: `repr` shows them, and the detail is the vendor's text.
        super().__init__()
        self.detail = detail
        self.query_id = query_id
        if billed is not None:
            self.billed = billed

    @property
    def message(self) -> str:
        """The plain words for staff, on one line."""
        return " ".join((type(self).__doc__ or self.code).split())

    def __str__(self) -> str:
        return self.message


class Refused(SnowflakeError):
    """Snowflake refused the request. Sending it again unchanged will not help."""

    code = "refused"


class Unavailable(SnowflakeError):
    """Snowflake could not be used just now. Try again in a few minutes."""

    code = "unavailable"
    permanent = False


# --- Refused: what was asked -------------------------------------------------------------


class InvalidInput(Refused):
    """Snowflake did not accept the request's options. Check the model and its limits."""

    code = "invalid_input"
    response_status = "invalid_input"


class InvalidName(InvalidInput):
    """A stage, path or table name holds a character that is not allowed. Choose another name."""

    code = "invalid_name"


class UnknownModel(InvalidInput):
    """Snowflake does not know this model, or not in this region. Choose another model."""

    code = "unknown_model"


class RetiredModel(InvalidInput):
    """Snowflake has retired this model. Choose its replacement."""

    code = "retired_model"


class ContextTooLong(InvalidInput):
    """The prompt, with what goes along with it, is too long for this model. Shorten it."""

    code = "context_too_long"


class AnswerTooLarge(Refused):
    """The model's answer passed 2 MiB and was cut off. Ask for a simpler picture."""

    code = "answer_too_large"
    billed = "unknown"


class UnreadableAnswer(Refused):
    """The answer could not be read as a model's answer. Check the Cortex address in settings."""

    code = "unreadable_answer"
    billed = "unknown"


# --- Refused: who asked ------------------------------------------------------------------


class NotAuthorised(Refused):
    """The role in use may not do this on Snowflake. Ask an administrator to grant the right."""

    code = "not_authorised"


class BadCredentials(Refused):
    """Snowflake did not accept the sign-in. An administrator must renew the password or token."""

    code = "bad_credentials"


class BudgetExhausted(Refused):
    """The account's budget for Cortex is used up. An administrator can raise it on Snowflake."""

    code = "budget_exhausted"


class Misconfigured(Refused):
    """The Snowflake settings are incomplete or wrong. An administrator must correct them."""

    code = "misconfigured"


class NoWarehouse(Misconfigured):
    """No Snowflake warehouse is in use. An administrator must name one the role may use."""

    code = "no_warehouse"


# --- Refused: stages, tables, statements -------------------------------------------------


class StageMissing(Refused):
    """The stage does not exist, or the role may not see it. Choose another stage."""

    code = "stage_missing"


class FileExists(Refused):
    """A file of this name is already on the stage and was left as it is. Choose another name."""

    code = "file_exists"


class FileMissing(Refused):
    """The file is not on the stage. It may have been removed by the stage's owner."""

    code = "file_missing"


class FileDiffers(Refused):
    """The file on the stage is not what was sent. Tell an administrator before using it."""

    code = "file_differs"


class StatementRejected(Refused):
    """Snowflake rejected a statement of this program. Tell an administrator."""

    code = "statement_rejected"


# --- Unavailable -------------------------------------------------------------------------


class Throttled(Unavailable):
    """Snowflake gets too many requests just now. Try again in a minute."""

    code = "throttled"
    response_status = "rate_limited"


class ServiceBusy(Unavailable):
    """The Snowflake service is overloaded or being restarted. Try again in a few minutes."""

    code = "service_busy"


class TimedOut(Unavailable):
    """Snowflake did not answer in time. Try again, or ask for a simpler picture."""

    code = "timed_out"
    response_status = "timeout"
    billed = "unknown"


class ConnectionLost(Unavailable):
    """The connection to Snowflake broke off. Try again."""

    code = "connection_lost"
    billed = "unknown"


class SessionExpired(Unavailable):
    """The Snowflake session ended before the work was done. Try again."""

    code = "session_expired"


class NotReachable(Unavailable):
    """Snowflake cannot be reached. Check the network and the address in the settings."""

    code = "not_reachable"


class StandInNotRunning(NotReachable):
    """The local stand-in for Snowflake is not running. Start it with `make run`."""

    code = "stand_in_not_running"


class Cancelled(Exception):
    """The request was cancelled while the model was answering."""

    code: ClassVar[str] = "cancelled"
    billed: ClassVar[str] = "unknown"

    def __init__(self, received_chars: int = 0) -> None:
        super().__init__(received_chars)
        self.received_chars = received_chars

    def __str__(self) -> str:
        return "The request was cancelled while the model was answering."
