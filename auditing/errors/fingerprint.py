"""Which occurrences are the same fault: kind, code, message without its numbers, top frames."""

import hashlib
import re
import traceback
from types import TracebackType

FRAMES = 5

# What differs from one occurrence to the next; the order matters.
_VARIABLE = (
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.I), "<id>"),
    (re.compile(r"0x[0-9a-f]+", re.I), "<hex>"),
    (re.compile(r"\b(?=[a-z]*\d)[0-9a-f]{8,}\b", re.I), "<hex>"),
    (re.compile(r"'[^'\n]{0,200}'|\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”"), "<text>"),
    (re.compile(r"\d+(?:[.,:]\d+)*"), "<n>"),
    (re.compile(r"\s+"), " "),
)
_PLACE = re.compile(r"(?:^|/)(?:site-packages|lib/python[\d.]+)/(.*)$")


def fingerprint(
    *, error_type: str, code: str, message: str, exception: BaseException | None
) -> str:
    """A SHA-256 in hex, the same for the same fault, whoever it meets and whenever."""
    parts = [error_type, code, normalised(message)]
    if exception is not None:
        parts += [type(exception).__qualname__, *frames_of(exception.__traceback__)]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()


def normalised(message: str) -> str:
    """The first line without ids, numbers, hex and quoted words."""
    text = message.strip().split("\n", 1)[0][:500]
    for pattern, stand_in in _VARIABLE:
        text = pattern.sub(stand_in, text)
    return text[:200]


def frames_of(tb: TracebackType | None) -> list[str]:
    """The innermost frames as ``file:function``, innermost first; no lines, which edits move."""
    frames = traceback.extract_tb(tb)[-FRAMES:]
    return [f"{short_path(frame.filename)}:{frame.name}" for frame in reversed(frames)]


def short_path(path: str) -> str:
    """Without what differs between machines: `django/core/x.py`, `generation/pipeline/x.py`."""
    path = path.replace("\\", "/")
    inside = _PLACE.search(path)
    return inside[1] if inside else "/".join(path.split("/")[-3:])
