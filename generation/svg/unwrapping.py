"""Answers that carry the SVG inside something else: JSON, escaped HTML, a data URI."""

import base64
import binascii
import html
import re
from typing import Final
from urllib.parse import unquote

from generation.svg import limits

_SVG: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,20}:)?svg\b", re.IGNORECASE | re.ASCII)
_BASE64: Final = re.compile(r"data:image/svg\+xml;(?:charset=[\w-]+;)?base64,([A-Za-z0-9+/=\s]+)")
_PERCENT: Final = re.compile(r"data:image/svg\+xml[^,]{0,40},(%3[Cc][^\"'\s)]+)")
_JSON_ESCAPE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|([nrtbf"\'/\\]))')
_PLAIN: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": ""}


def has_svg(text: str) -> bool:
    """Whether a start tag of an svg element is in the text."""
    return _SVG.search(text) is not None


def unwrap(text: str) -> tuple[str, str]:
    """The text with its SVG in the open, and how it was wrapped ("" for not at all).

    Several layers are undone, JSON inside JSON for instance, but never more than four.
    """
    # NUL between all letters is what UTF-16 looks like when read as something else.
    text, method = text.replace("\x00", ""), ""
    for _ in range(4):
        inner, name = _one_layer(text)
        if not name:
            break
        text, method = inner, name
    return text, method


def _one_layer(text: str) -> tuple[str, str]:
    if has_svg(text):
        return (_from_json(text), "json") if _is_json(text) else (text, "")
    if "\\u003c" in text.lower():
        return _from_json(text), "json"
    if "&lt;" in text and "svg" in text:
        return html.unescape(text), "html_escaped"
    if "&amp;lt;" in text:
        return html.unescape(text), "html_escaped"
    return _from_data_uri(text)


def _is_json(text: str) -> bool:
    quoted = text.count('\\"') > text.count('="') or "\\u003e" in text.lower()
    return quoted or (text.lstrip()[:1] in ("{", "[", '"') and "\\n" in text)


def _from_json(text: str) -> str:
    return _JSON_ESCAPE.sub(_json_character, text)


def _json_character(match: re.Match[str]) -> str:
    if match.group(1):
        return chr(int(match.group(1), 16))
    return _PLAIN.get(match.group(2), match.group(2))


def _from_data_uri(text: str) -> tuple[str, str]:
    encoded = _BASE64.search(text)
    if encoded:
        return _decoded(encoded.group(1)), "data_uri"
    percent = _PERCENT.search(text)
    return (unquote(percent.group(1)), "data_uri") if percent else (text, "")


def _decoded(encoded: str) -> str:
    compact = "".join(encoded.split())[: 2 * limits.MAX_BYTES]
    compact = compact[: len(compact) // 4 * 4]
    try:
        return base64.b64decode(compact).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
