"""`mask`: the rules in their order, until nothing changes any more."""

import re

from auditing.masking.known import mask_known
from auditing.masking.marks import CUT, LONGEST_SECRET, MASK, MAX_LENGTH
from auditing.masking.rules import apply_rules

# A rule may see more once another has worked. A text that never comes to rest is masked whole.
PASSES = 6

# What no rule can match, and what most values of a log line are: short words, dotted names, times
# and UUIDs.
_INERT = re.compile(
    r"[\w.-]{0,15}|(?:[a-z]{1,15}[._]){1,8}[a-z]{1,15}|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|\+00:00)"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def mask(text: object) -> str:
    """Return `text` with each secret in it replaced by ``[masked]``; never raises.

    Keys and tokens, passwords, JWTs, PEM blocks, URLs with credentials, connection strings,
    Snowflake accounts, e-mail addresses, home directories (``~``) and this system's own secrets.
    Masking twice changes nothing. A text over 100,000 characters is cut there; bytes are read as
    UTF-8; NUL and lone surrogates, which no database takes, become U+FFFD.
    """
    try:
        return _until_stable(_as_text(text))
    except Exception:  # a value that cannot be read cannot be shown to be harmless
        return MASK


def _as_text(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value[: MAX_LENGTH * 4]).decode(errors="replace").replace("\0", "\ufffd")
    text = value if type(value) is str else str(value)
    text = text[: MAX_LENGTH + 1].replace("\0", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _until_stable(text: str) -> str:
    for _ in range(PASSES):
        masked = _once(text)
        if masked == text:
            return masked
        text = masked
    return MASK


def _once(text: str) -> str:
    if _INERT.fullmatch(text):
        return mask_known(text)
    text = _cut(text) if len(text) > MAX_LENGTH else text
    return apply_rules(mask_known(text))


def _cut(text: str) -> str:
    """The beginning, without its last word: half a secret at the edge could not be recognised."""
    kept = text[: MAX_LENGTH - len(CUT)]
    words = kept[-LONGEST_SECRET:]
    edge = max(words.rfind(" "), words.rfind("\n"), words.rfind("\t"))
    return kept[: len(kept) - len(words) + max(edge, 0)].rstrip() + CUT
