"""What Cortex says when it does not answer, told in the words of `errors.py`."""

from __future__ import annotations

import json
import re
from typing import Any

from generation.snowflake import errors
from generation.snowflake.errors import SnowflakeError

DETAIL_CHARS = 500

_BY_STATUS: dict[int, type[SnowflakeError]] = {
    400: errors.InvalidInput,
    401: errors.BadCredentials,
    402: errors.BudgetExhausted,
    403: errors.NotAuthorised,
    404: errors.Misconfigured,
    408: errors.TimedOut,
    413: errors.ContextTooLong,
    422: errors.InvalidInput,
    429: errors.Throttled,
    504: errors.TimedOut,
}
# Status 400 covers all of these, and only the text tells them apart. The order matters.
_BY_TEXT: tuple[tuple[str, type[SnowflakeError]], ...] = (
    (r"throttl|too many requests|rate.?limit", errors.Throttled),
    (r"model\b.{0,80}\b(retired|deprecated|end.of.life|no longer)", errors.RetiredModel),
    (
        r"unknown model|invalid model"
        r"|model\b.{0,80}\b(not found|not exist|unavailable|not available|not supported)",
        errors.UnknownModel,
    ),
    (
        r"too many tokens|context (length|window)|prompt is too long|max(imum)? tokens of \d+",
        errors.ContextTooLong,
    ),
)
_BY_TEXT_ANYWHERE: tuple[tuple[str, type[SnowflakeError]], ...] = (
    *_BY_TEXT,
    (r"budget|quota", errors.BudgetExhausted),
    (r"not authori[sz]ed|insufficient privileges|\b403\b", errors.NotAuthorised),
    (r"timed out|time.?out", errors.TimedOut),
    (r"\b50[0-9]\b|overloaded|internal error|try again", errors.ServiceBusy),
)
_EXPIRED = frozenset({"390104", "390110", "390111", "390112", "390113", "390114", "390115"})
_READ_BY_TEXT = frozenset({400, 404, 422})


def from_reply(status: int, body: bytes) -> SnowflakeError:
    """Our error for an HTTP answer that is no completion."""
    payload = _parsed(body)
    code, message = told(payload)
    detail = f"HTTP {status} {code} {message or body[:DETAIL_CHARS].decode(errors='replace')}"
    if code in _EXPIRED:
        return errors.SessionExpired(detail)
    kind = _BY_STATUS.get(status) or _by_range(status)
    if status in _READ_BY_TEXT:
        kind = _match(message, _BY_TEXT) or kind
    billed = "unknown" if status >= 500 or status in (200, 408) else "no"
    return kind(detail, billed=billed, query_id=_request_id(payload))


def _request_id(payload: Any) -> str:
    """Snowflake's own id of a refused call, where it tells one."""
    found = payload.get("request_id") if isinstance(payload, dict) else ""
    return found if isinstance(found, str) else ""


def from_event(payload: dict[str, Any]) -> SnowflakeError:
    """Our error for one that arrives inside a stream, after status 200."""
    code, message = told(payload)
    if code in _EXPIRED:
        return errors.SessionExpired(message)
    return from_text(f"{code} {message}".strip())


def from_text(message: str) -> SnowflakeError:
    """Our error where there is only a text: AI_COMPLETE's, or one inside a stream."""
    kind = _match(message, _BY_TEXT_ANYWHERE) or errors.InvalidInput
    return kind(message[:DETAIL_CHARS], billed="unknown")


def told(payload: Any) -> tuple[str, str]:
    """Code and message, from Snowflake's shape or OpenAI's; empty where there is none."""
    if not isinstance(payload, dict):
        return "", ""
    inner = payload.get("error")
    if isinstance(inner, str):
        return "", inner[:DETAIL_CHARS]
    said = inner if isinstance(inner, dict) else payload
    code = said.get("code") or said.get("error_code") or ""
    return str(code), str(said.get("message") or "")[:DETAIL_CHARS]


def is_error(payload: dict[str, Any]) -> bool:
    """Whether a JSON object that came with status 200 reports an error instead of an answer."""
    return bool(payload.get("error")) or ("choices" not in payload and any(told(payload)))


def _by_range(status: int) -> type[SnowflakeError]:
    if status >= 500:
        return errors.ServiceBusy
    # Redirects and other refusals: the address does not lead to Cortex.
    return errors.UnreadableAnswer if status < 300 else errors.Misconfigured


def _match(
    message: str, table: tuple[tuple[str, type[SnowflakeError]], ...]
) -> type[SnowflakeError] | None:
    for pattern, kind in table:
        if re.search(pattern, message, re.IGNORECASE | re.DOTALL):
            return kind
    return None


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
