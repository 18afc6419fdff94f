"""This system's own secrets: found by their exact value, however they are written.

Settings register them at the start. Each is looked for as it is, URL-encoded, escaped as in JSON,
Python and HTML, as hex, and in base64 at each of the three places where it can begin.
"""

import base64
import html
import json
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from auditing.masking.marks import MASK

# Shorter values would blank out ordinary words.
SHORTEST = 4
# Below this length a value counts only as a word of its own.
SHORTEST_WITHIN_WORDS = 8
SHORTEST_BASE64 = 8

_BASE64 = frozenset(string.ascii_letters + string.digits + "+/-_=%")


@dataclass(frozen=True)
class _Known:
    """The values and how they are looked for."""

    values: frozenset[str] = frozenset()
    exact: re.Pattern[str] | None = None
    base64: tuple[str, ...] = ()


_known = _Known()


def register_secrets(values: Iterable[str]) -> None:
    """Mask each of `values` from now on, by exact value. Too short ones are left out."""
    every = _known.values | {value for value in values if len(value) >= SHORTEST}
    forms = sorted({form for value in every for form in _spellings(value)}, key=len, reverse=True)
    cores = sorted({core for value in every for core in _base64_cores(value)})
    exact = re.compile("|".join(map(_as_pattern, forms))) if forms else None
    # replaced whole, so that other threads see the old or the new
    restore(_Known(every, exact, tuple(cores)))


def state() -> _Known:
    """What is registered now; for tests, which `restore` it."""
    return _known


def restore(known: _Known) -> None:
    global _known
    _known = known


def mask_known(text: str) -> str:
    """`text` without any registered value."""
    known = _known
    if known.exact is not None:
        text = known.exact.sub(MASK, text)
    for core in known.base64:
        if core in text:
            text = _mask_runs(text, core)
    return text


def _as_pattern(form: str) -> str:
    pattern = re.escape(form)
    return pattern if len(form) >= SHORTEST_WITHIN_WORDS else rf"(?<!\w){pattern}(?!\w)"


def _spellings(value: str) -> set[str]:
    in_json = json.dumps(value)[1:-1]
    return {
        value,
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        quote(quote(value, safe=""), safe=""),
        in_json,
        json.dumps(in_json)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        repr(value)[1:-1],
        html.escape(value),
        value.encode(errors="surrogatepass").hex(),
    }


def _base64_cores(value: str) -> set[str]:
    """The letters that are the same whatever stands before and after, for each alignment."""
    raw = value.encode(errors="surrogatepass")
    cores = set()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode()
        first = (0, 2, 3)[before]
        last = (before + len(raw)) * 8 // 6
        cores |= {encoded[first:last], encoded[first:last].translate(str.maketrans("+/", "-_"))}
    return {core for core in cores if len(core) >= SHORTEST_BASE64}


def _mask_runs(text: str, core: str) -> str:
    """Mask the whole run of base64 around each `core`."""
    pieces, done = [], 0
    while (at := text.find(core, done)) >= 0:
        start, end = at, at + len(core)
        while start > done and text[start - 1] in _BASE64:
            start -= 1
        while end < len(text) and text[end] in _BASE64:
            end += 1
        pieces += [text[done:start], MASK]
        done = end
    return "".join([*pieces, text[done:]])
