"""Answers that carry the SVG inside something else: JSON, escaped HTML, a data URI."""

import base64
import binascii
import html
import re
from typing import Final
from urllib.parse import unquote

_SVG: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,20}:)?svg\b", re.IGNORECASE | re.ASCII)
_BASE64: Final = re.compile(
    r"data:image/svg\+xml;(?:charset=[\w-]+;)?base64,([\w+/=\s-]+)", re.ASCII
)
# What "<svg" and "<?xml" begin with in base64, whatever follows.
_BARE_BASE64: Final = re.compile(r"(?<![\w+/-])(?:PHN2Z[wyz]|PD94bWwg)[\w+/=\s-]+", re.ASCII)
_PERCENT: Final = re.compile(
    r"%3C(?:(?:%3F|!--|%21--|!DOCTYPE)|(?:[\w.-]{1,20}(?:%3A|:))?svg)", re.I
)
_BRACKET: Final = re.compile(r"&(?:amp;){0,3}(?:lt|#0{0,5}60|#x0{0,5}3c);", re.IGNORECASE)
_JSON_BRACKET: Final = re.compile(r"\\(?:u003c|x3c|u\{0{0,4}3c\})", re.IGNORECASE)
_JSON_ESCAPE: Final = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,5})\}|([nrtbf\"'/\\]))"
)
_STANDARD_ALPHABET: Final = str.maketrans("-_", "+/")
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
    if _JSON_BRACKET.search(text) or r"image\/svg" in text:
        return _from_json(text), "json"
    if "svg" in text and _BRACKET.search(text):
        return html.unescape(text), "html_escaped"
    return _from_data_uri(text)


def _is_json(text: str) -> bool:
    """Whether the markup stands inside a string of JSON or of a program."""
    if text.count('\\"') > text.count('="') or "\\u003e" in text.lower():
        return True
    return any(sign in text for sign in ("<\\/svg", ">\\n", "\\n<"))


def _from_json(text: str) -> str:
    return _JSON_ESCAPE.sub(_json_character, text)


def _json_character(match: re.Match[str]) -> str:
    code, plain = match.group(1) or match.group(2) or match.group(3), match.group(4)
    return chr(int(code, 16)) if code else _PLAIN.get(plain, plain)


def _from_data_uri(text: str) -> tuple[str, str]:
    if encoded := _BASE64.search(text):
        return _decoded(encoded.group(1)), "data_uri"
    if _PERCENT.search(text):
        return unquote(text), "data_uri"
    if encoded := _BARE_BASE64.search(text):
        return _decoded(encoded.group()), "base64"
    return text, ""


def _decoded(encoded: str) -> str:
    """The text in base64 of either alphabet, as far as it can be read."""
    letters = "".join(encoded.split()).translate(_STANDARD_ALPHABET).partition("=")[0]
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
