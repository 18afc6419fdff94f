"""The one masker: whole secrets leave a text before it is written anywhere."""

import re
from collections.abc import Mapping
from typing import Any

MASK = "[masked]"

# A longer text is cut before it is searched, so that masking ends in bounded time.
MAX_LENGTH = 100_000

_TELLTALE = (
    r"(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key"
    r"|private[_-]?key|authorization|credential|client[_-]?secret)"
)

# (what it finds, what stands there afterwards); the order matters, long shapes first.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"-----BEGIN [A-Z ]{1,40}-----[^-]*(?:-----END [A-Z ]{1,40}-----)?"), MASK),
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?"), MASK),
    (
        re.compile(r"\b([a-z][a-z0-9+.-]{1,20}://)[^\s/@:]{0,200}:[^\s/@]{0,500}@", re.I),
        rf"\1{MASK}@",
    ),
    (re.compile(r"\b(bearer|basic|snowflake token=)\s*\"?[\w.~+/=:-]{6,}\"?", re.I), rf"\1 {MASK}"),
    (
        re.compile(
            rf"([\"']?\b[\w-]{{0,40}}{_TELLTALE}[\w-]{{0,20}}[\"']?\s{{0,5}}[=:]\s{{0,5}})"
            r"(?:\"[^\"]{1,2000}\"|'[^']{1,2000}'|[^\s,;&\"']{1,2000})",
            re.I,
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"\b(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abprs])[-_][\w-]{16,}"), MASK),
    (re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"), MASK),
    (
        re.compile(r"\b[\w.-]{1,100}\.snowflakecomputing\.(?:com|cn)\b", re.I),
        f"{MASK}.snowflakecomputing.com",
    ),
    (re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b"), MASK),
    (re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\Users\\)[^\s/\\\"':]{1,64}"), "~"),
)


def mask(text: str) -> str:
    """Return `text` with each secret in it replaced by ``[masked]``.

    Keys, tokens, passwords, JWTs, PEM blocks, URLs with credentials, Snowflake accounts, e-mail
    addresses and home directories. A text over 100,000 characters is cut there.
    """
    cut = text[:MAX_LENGTH]
    for pattern, replacement in _PATTERNS:
        cut = pattern.sub(replacement, cut)
    return cut if len(text) <= MAX_LENGTH else f"{cut} [cut]"


def mask_values(value: Any) -> Any:
    """Mask every string inside a JSON-ready value, and whatever stands under a secret's name."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {str(k): MASK if _names_secret(str(k)) else mask_values(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [mask_values(item) for item in value]
    return value


def _names_secret(key: str) -> bool:
    return re.search(_TELLTALE, key, re.I) is not None and not key.endswith("_tokens")
