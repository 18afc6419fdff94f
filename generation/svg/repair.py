"""Harmless repair of the text before it is parsed: characters, entities, the outermost tag.

Nothing here decides what is safe: that is done on the tree that comes out of the parser.
"""

import re
from html.entities import html5
from typing import Final

from generation.svg import policy
from generation.svg.receipt import Receipt

_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_AMPERSAND: Final = re.compile(
    r"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
_XML_ENTITIES: Final = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))
# Quotation marks as a word processor sets them, where a value begins.
_CURLY_VALUE: Final = re.compile('=[\u201c\u201d]([^\u201c\u201d"<>]{0,2000})[\u201c\u201d]')
_CDATA: Final = "<![CDATA["
_ROOT_TAG: Final = re.compile(
    r"<(?:([A-Za-z_][\w.-]*):)?svg\b((?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*+)", re.I
)
_XMLNS: Final = re.compile(r"(?<![^\s\"'])xmlns\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")


def repair_text(markup: str, receipt: Receipt) -> str:
    """The markup with what XML forbids taken out and HTML's entities written as characters."""
    clean, removed = _FORBIDDEN.subn("", markup)
    if removed:
        receipt.add("characters", "", count=removed)
    if "&" in clean:
        clean = _repair_ampersands(clean, receipt)
    if "=\u201c" in clean or "=\u201d" in clean:
        clean = _CURLY_VALUE.sub(r'="\1"', clean)
        receipt.add("repaired", "quotation marks")
    return _repair_root(clean, receipt)


def _repair_ampersands(markup: str, receipt: Receipt) -> str:
    if _CDATA not in markup:
        repaired = _AMPERSAND.sub(_entity, markup)
    else:
        repaired = "".join(_outside_cdata(markup))
    if repaired != markup:
        receipt.add("repaired", "ampersands")
    return repaired


def _outside_cdata(markup: str) -> list[str]:
    # Behind the last end no section is closed: searching there would look for an end each time.
    last = markup.rfind("]]>") + 3 if "]]>" in markup else 0
    pieces = [*re.split(r"(<!\[CDATA\[[\s\S]*?\]\]>)", markup[:last]), markup[last:]]
    closed = (p.startswith(_CDATA) and p.endswith("]]>") for p in pieces)
    return [p if c else _AMPERSAND.sub(_entity, p) for p, c in zip(pieces, closed, strict=True)]


def _entity(match: re.Match[str]) -> str:
    whole, name = match.group(0), match.group(1)
    if name is None:
        return "&amp;"
    if whole in _XML_ENTITIES:
        return whole
    if name.startswith("#"):
        return _character_reference(whole, name)
    text = html5.get(name)
    return f"&amp;{name}" if text is None else text.replace("&", "&amp;").replace("<", "&lt;")


def _character_reference(whole: str, name: str) -> str:
    digits = name[1:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
        return ""
    # XML knows only the small x.
    return whole.replace("X", "x", 1)


def _repair_root(markup: str, receipt: Receipt) -> str:
    """Give the outermost svg its namespace, whatever the answer declared for it."""
    match = _ROOT_TAG.match(markup)
    if match is None or match.group(1):
        return markup
    declared = _XMLNS.search(match.group(2))
    if declared is None:
        receipt.add("repaired", "missing namespace")
        start, end = match.start(2), match.start(2)
    elif declared.group(1).strip("\"'") != policy.SVG_NAMESPACE:
        receipt.add("repaired", "wrong namespace")
        start, end = match.start(2) + declared.start(), match.start(2) + declared.end()
    else:
        return markup
    name = f' xmlns="{policy.SVG_NAMESPACE}" '
    return markup[:start] + name + markup[end:]
