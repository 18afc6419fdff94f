"""The writer: explicit end tags, everything escaped, no comments, CDATA or instructions.

What it writes parses as XML and as HTML to the same tree.
"""

import re
from typing import Final

from generation.svg.css import css_text
from generation.svg.policy import CHARACTER_DATA, SVG_NAMESPACE
from generation.svg.tree import Node

_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL: Final = re.compile(r"[&<>\"\t\n\r]")
_SPECIAL_TEXT: Final = re.compile(r"[&<>\r]")
_MAYBE_SPECIAL: Final = re.compile(r"[&<>\"\t\n\r:]")
# The specification forbids this string; as words of a text it is harmless, so only spelt apart.
_SCRIPT_SCHEME: Final = re.compile("(javascript):", re.IGNORECASE)


def write(root: Node, *, compact: bool = False) -> str:
    """The markup of a tree, without a trailing newline.

    `compact` closes empty elements in their start tag, which HTML reads inside an svg only.
    """
    out: list[str] = []
    stack: list[Node | str] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        start = _start_tag(item, root)
        if compact and not item.children and item is not root:
            out.append(f"{start[:-1]}/>")
            continue
        out.append(start)
        stack.append(f"</{item.name}>")
        keeps_text = item.name in CHARACTER_DATA
        for child in reversed(item.children):
            if isinstance(child, Node):
                stack.append(child)
            elif keeps_text:
                stack.append(_escaped(_SPECIAL_TEXT, child))
    return "".join(out)


def _start_tag(node: Node, root: Node) -> str:
    parts = [node.name]
    if node is root:
        parts.append(f'xmlns="{SVG_NAMESPACE}"')
    for name, value in node.attributes.items():
        parts.append(f'{name}="{_escaped(_SPECIAL, value)}"')
    if node.css:
        parts.append(f'style="{_escaped(_SPECIAL, css_text(node.css))}"')
    return f"<{' '.join(parts)}>"


def _escaped(special: re.Pattern[str], text: str) -> str:
    if not _MAYBE_SPECIAL.search(text):
        return text
    text = special.sub(_escape, text)
    return _SCRIPT_SCHEME.sub(r"\1&#58;", text) if ":" in text else text


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES[match.group()]
