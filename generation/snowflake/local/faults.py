"""Misbehaving to order: by words in a prompt, in the QUERY_TAG, or by the control route."""

import hashlib
import re
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

DIRECTIVES = {
    "standin slow 5": "waits 5 seconds before the answer begins",
    "standin slowly 5": "spreads the pieces of a streamed answer over 5 seconds",
    "standin 429": "too many requests; also 400, 401, 402, 403, 500 and 503",
    "standin 429 times 2": "the same, but only the first two times this prompt is sent",
    "standin throttled": "400 'all requests were throttled by remote service'",
    "standin sessionexpired": "200 with code 390112 in place of an answer",
    "standin cutoff": "an answer that stops in the middle of the picture, at the token limit",
    "standin notsvg": "an answer in words, without a picture",
    "standin hostile": "a picture with scripts, event handlers and outside addresses in it",
    "standin empty": "an answer without any text",
    "standin reset": "drops the connection before the answer; 'standin reset late' in the middle",
}
ACTIONS = {
    "error": "fails with an SQL error ('message' and 'code' may be given)",
    "slow": "runs after 'seconds'; the statement's own timeout counts",
    "reset": "drops the connection before the statement runs",
    "lost": "runs the statement and drops the connection instead of answering",
    "sessionexpired": "answers that the session token has expired",
    "unavailable": "answers HTTP 503, which the connector tries again",
}
_DIRECTIVE = re.compile(
    r"\bstandin\s+(?P<what>slowly|slow|cutoff|notsvg|hostile|reset|empty|throttled|sessionexpired|"
    r"400|401|402|403|429|500|503)\b(?:\s+(?P<late>late)\b)?(?:\s+(?P<seconds>\d+(?:\.\d+)?))?"
    r"(?:\s+times\s+(?P<times>\d+))?",
    re.IGNORECASE,
)
_TAG_DIRECTIVE = re.compile(r"\bstandin\s+sqlerror\s+(?P<match>\w+)", re.IGNORECASE)
LONGEST_WAIT = 600.0


@dataclass(frozen=True)
class Directive:
    """What a prompt asks for: `what` as in DIRECTIVES."""

    what: str
    seconds: float = 0.0
    late: bool = False


@dataclass
class Fault:
    """What shall go wrong with the next `times` statements that contain `match`."""

    match: str
    action: str
    times: int = 1
    seconds: float = 0.0
    message: str = "Processing aborted by error 300002:1 (asked of the local stand-in)"
    code: int = 603


class Faults:
    """The faults that are waiting to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Let something go wrong; raises ValueError for an action that does not exist."""
        if fault.action not in ACTIONS:
            raise ValueError(f"Unknown action {fault.action!r}; there are {', '.join(ACTIONS)}.")
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Forget every fault and how often each prompt was seen."""
        with self._lock:
            self._waiting.clear()
            self._seen.clear()

    def for_statement(self, sql: str, tag: str) -> Fault | None:
        """The fault that hits this statement, used up by one."""
        tagged = _TAG_DIRECTIVE.search(tag)
        if tagged and sql.upper().startswith(tagged["match"].upper()):
            return Fault(tagged["match"], "error")
        with self._lock:
            hit = next((f for f in self._waiting if f.match.upper() in sql.upper()), None)
            if hit is not None:
                hit.times -= 1
                if hit.times <= 0:
                    self._waiting.remove(hit)
        return hit

    def for_prompt(self, text: str) -> Directive | None:
        """What the request in this text asks for, unless it has been asked for often enough."""
        match = _DIRECTIVE.search(text)
        if match is None or (match["times"] and self._used_up(text, match)):
            return None
        seconds = min(float(match["seconds"] or 0), LONGEST_WAIT)
        return Directive(match["what"].lower(), seconds, bool(match["late"]))

    def _used_up(self, text: str, match: re.Match[str]) -> bool:
        # The line, not the whole text: the template around it may carry what changes each time.
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        line = text[start : end if end >= 0 else len(text)]
        key = hashlib.sha256(line.encode()).hexdigest()
        with self._lock:
            self._seen[key] += 1
            return self._seen[key] > int(match["times"])


def without_directive(text: str) -> str:
    """The wish alone: what was asked of the stand-in is nothing to draw."""
    return _DIRECTIVE.sub("", text)


def fault_from(body: dict[str, Any]) -> Fault:
    """A fault as the control route receives it; raises ValueError or TypeError for a wrong body."""
    return Fault(
        match=str(body["match"]),
        action=str(body["action"]),
        times=int(body.get("times", 1)),
        seconds=min(float(body.get("seconds", 0)), LONGEST_WAIT),
        message=str(body.get("message", Fault.message)),
        code=int(body.get("code", Fault.code)),
    )
