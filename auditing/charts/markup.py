"""Elements of a drawing, built as a tree, so that no text can become markup."""

import re
from typing import Self
from xml.etree.ElementTree import Element, SubElement, tostring

# What XML cannot hold, not even escaped.
_UNUSABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_TEXT = 300


class Markup(str):
    """Text that is safe to put into a page; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> Self:
        return self


def element(name: str, **attributes: object) -> Element:
    """One element; an underscore at the end of a name is left out, others become hyphens."""
    return Element(name, _attributes(attributes))


def add(parent: Element, name: str, text: str = "", /, **attributes: object) -> Element:
    """A child of `parent` with this text."""
    child = SubElement(parent, name, _attributes(attributes))
    child.text = usable(text) or None
    return child


def usable(text: str) -> str:
    """`text` without what no document can hold, cut where nobody would read on."""
    clean = _clean(text)
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"


def text_of(tree: Element) -> Markup:
    """The tree as text that reads the same as XML and inside a page."""
    return Markup(tostring(tree, encoding="unicode", short_empty_elements=False))


def _attributes(given: dict[str, object]) -> dict[str, str]:
    return {
        key.rstrip("_").replace("_", "-"): _written(value)
        for key, value in given.items()
        if value is not None
    }


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return _clean(str(value))


def _clean(text: str) -> str:
    return _UNUSABLE.sub("\N{REPLACEMENT CHARACTER}", text)
