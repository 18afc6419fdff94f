"""What a sanitised picture says of itself: how large it is, and what it is called."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from generation.svg.geometry import numbers
from generation.svg.parsing import parse
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.viewbox import pixels

# The sanitiser writes ">" inside values as an entity; a title of the whole picture comes first.
_HEAD: Final = re.compile(
    r"(<svg [^>]*>)(?:<title>([^<]*)</title>)?(?:<desc>([^<]*)</desc>)?(?:<title>([^<]*)</title>)?"
)


@dataclass(frozen=True)
class Description:
    """A picture in figures and words.

    Attributes:
        width, height: in CSS pixels where the picture states them, else in its own units.
        text: its own alternative text, empty where it has none.
    """

    width: float
    height: float
    text: str


def describe(svg: str) -> Description:
    """Read the head of a sanitised picture, however large it is.

    Raises:
        ValueError: it does not begin as the sanitiser's pictures do.
    """
    head = _HEAD.match(svg)
    if head is None:
        raise ValueError("not a sanitised picture")
    root = parse(f"{head[1]}</svg>", Receipt())
    width, height = _size(root)
    texts = (root.attributes.get("aria-label"), head[2], head[4], head[3])
    own = (" ".join(unescape(text).split()) for text in texts if text)
    return Description(width, height, next(filter(None, own), ""))


def _size(root: Node) -> tuple[float, float]:
    """As a browser sizes it: by its width and height, or the one by the other, or its viewBox."""
    wide, high = (side or 1.0 for side in numbers(root.attributes["viewBox"])[2:4])
    width, height = (pixels(root.attributes.get(side)) for side in ("width", "height"))
    if width and height:
        return width, height
    if width or height:
        factor = width / wide if width else (height or 0) / high
        return wide * factor, high * factor
    return wide, high
