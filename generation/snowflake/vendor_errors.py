"""The connector's errors, told in the words of `errors.py`.

Numbers are Snowflake's own (six digits) and the connector's (25xxxx; 290000 + HTTP status).
"""

from __future__ import annotations

import re

from generation.snowflake import errors
from generation.snowflake.errors import SnowflakeError

_BY_NUMBER: dict[int, type[SnowflakeError]] = {
    604: errors.TimedOut,  # cancelled, by the connector's own clock
    606: errors.NoWarehouse,
    612: errors.NoWarehouse,
    630: errors.TimedOut,  # the statement's or the warehouse's limit
    3001: errors.NotAuthorised,
    3030: errors.NotAuthorised,
    90073: errors.BudgetExhausted,  # the resource monitor's quota
    90105: errors.Misconfigured,  # no current database
    90106: errors.Misconfigured,  # no current schema
    250001: errors.NotReachable,
    250002: errors.SessionExpired,
    250003: errors.ConnectionLost,
    250004: errors.ConnectionLost,
    250005: errors.ConnectionLost,
    251011: errors.NotReachable,
    251012: errors.NotReachable,
    252006: errors.SessionExpired,
    252007: errors.SessionExpired,
    252010: errors.ConnectionLost,
    252013: errors.ConnectionLost,
    253002: errors.ConnectionLost,
    253003: errors.ConnectionLost,
    253006: errors.FileMissing,
    290400: errors.StatementRejected,
    290401: errors.SessionExpired,
    290403: errors.NotAuthorised,
    290429: errors.Throttled,
    390189: errors.NotAuthorised,  # the role is not granted to the user
    390201: errors.Misconfigured,  # database, schema or warehouse of the settings
    390420: errors.NotAuthorised,  # network policy
    390422: errors.NotAuthorised,  # network policy
    390913: errors.ServiceBusy,
    **dict.fromkeys((390104, *range(390110, 390116)), errors.SessionExpired),
    **dict.fromkeys((390100, 390101, 390102, 390103, 390144, 390303), errors.BadCredentials),
    **dict.fromkeys((390195, 390318, *range(394300, 394500)), errors.BadCredentials),
    **dict.fromkeys(range(251001, 251010), errors.Misconfigured),
}
_HTTP = 290000
_MISSING_OBJECT = (2003, 2043)
_FILE_EXISTS = re.compile(r"files? already exist|already existing at the unload", re.IGNORECASE)
_OWN_TABLE = re.compile(r"TMP_SVG_")


def translate(
    error: Exception, *, missing: type[SnowflakeError] = errors.StatementRejected
) -> SnowflakeError:
    """Our error for one of the connector's; `missing` says what an absent object means here."""
    number = _number(error)
    text = str(getattr(error, "raw_msg", None) or error)
    kind = _kind(number, str(getattr(error, "sqlstate", "")), text, missing)
    if isinstance(error, OSError):
        kind = errors.ConnectionLost
    detail = f"{number:06d} {text}" if number > 0 else f"{type(error).__name__}: {text}"
    # A statement costs no Cortex tokens; only the model's transport says "unknown" itself.
    return kind(detail, billed="no", query_id=str(getattr(error, "sfqid", None) or ""))


def _number(error: Exception) -> int:
    number = int(getattr(error, "errno", None) or -1)
    # The connector adds 290000 twice to the HTTP statuses that it has tried again in vain.
    return number - _HTTP if 2 * _HTTP <= number < 2 * _HTTP + 600 else number


def _kind(
    number: int, sqlstate: str, text: str, missing: type[SnowflakeError]
) -> type[SnowflakeError]:
    if number in _MISSING_OBJECT:
        return errors.StatementRejected if _OWN_TABLE.search(text) else missing
    if _FILE_EXISTS.search(text):
        return errors.FileExists
    if sqlstate == "28000":
        return errors.BadCredentials
    if number in _BY_NUMBER:
        return _BY_NUMBER[number]
    server_error = _HTTP + 500 <= number < _HTTP + 600
    return errors.ServiceBusy if server_error else errors.StatementRejected
