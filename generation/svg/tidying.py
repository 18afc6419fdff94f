"""Leftovers taken out of the tree: style sheets, links, plain text, what is nested too deeply."""

import html
from typing import Final

import bleach

from generation.svg import limits, policy
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

# Browsers draw nothing else of these, and nobody may refer to what they would hold.
_ONLY_CHILDREN: Final = {
    "use": policy.PLAIN_TEXT,
    "stop": frozenset[str](),
    **dict.fromkeys(policy.GRADIENTS, frozenset(("stop",))),
}
_UNSAFE_TEXT: Final = str.maketrans("", "", "<>&")


def draws_something(root: Node) -> bool:
    """Whether any shape or text stands where it is drawn."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name in policy.DRAWN:
            return True
        stack.extend(c for c in node.nodes() if c.name not in policy.NEVER_DRAWN)
    return False


def tidy(root: Node, receipt: Receipt) -> None:
    """Drop style elements, turn links into groups, clean titles and labels."""
    texts = _PlainTexts(receipt)
    for node in root.walk():
        node.classes = node.style = ""
        if any(isinstance(c, Node) and c.name == "style" for c in node.children):
            node.children = [c for c in node.children if isinstance(c, str) or c.name != "style"]
        if node.name == "a":
            receipt.add("anchor", "", "a")
        if node.name in _ONLY_CHILDREN:
            node.children = [c for c in node.nodes() if c.name in _ONLY_CHILDREN[node.name]]
        texts.clean(node)
        for child in node.nodes():
            if child.name == "a":
                _open_link(child, node)


def _open_link(link: Node, parent: Node) -> None:
    """Between shapes a link becomes a group, inside a text a span."""
    inside_text = parent.name in policy.TEXT_CONTENT
    link.name = "tspan" if inside_text else "g"
    link.attributes.pop("href", None)
    if not inside_text:
        link.children = list(link.nodes())


class _PlainTexts:
    """Titles, descriptions and labels of one picture, the costly ones within a budget."""

    def __init__(self, receipt: Receipt) -> None:
        self._receipt = receipt
        self._marked = limits.MAX_MARKED_TEXTS

    def clean(self, node: Node) -> None:
        """Make the words that belong to one element plain."""
        label = node.attributes.get("aria-label")
        if label is not None:
            node.attributes["aria-label"] = self._plain(label)
        if node.name in policy.PLAIN_TEXT:
            before = node.text()
            after = self._plain(before)
            node.children = [after] if after else []
            if after != " ".join(before.split()):
                self._receipt.add("title_text", node.name, node.name)

    def _plain(self, text: str) -> str:
        if any(c in text for c in "<>&"):
            self._marked -= 1
        return plain_text(text if self._marked >= 0 else text.translate(_UNSAFE_TEXT))


def plain_text(text: str) -> str:
    """Words only: no markup, white space collapsed, at most `MAX_PLAIN_TEXT` characters."""
    text = " ".join(text[: 4 * limits.MAX_PLAIN_TEXT].split())
    for _ in range(4):
        cleaned = _cleaned(text)
        if cleaned == text:
            return text
        text = cleaned
    # Something keeps unfolding into markup: nothing that could be markup stays.
    return _cleaned(text.translate(_UNSAFE_TEXT))


def _cleaned(text: str) -> str:
    if not any(c in text for c in "<>&"):
        return text[: limits.MAX_PLAIN_TEXT].strip()
    text = html.unescape(bleach.clean(text, tags=set(), attributes={}, strip=True))
    return " ".join(text.replace("<", " ").replace(">", " ").split())[: limits.MAX_PLAIN_TEXT]
