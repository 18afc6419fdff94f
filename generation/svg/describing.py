"""What a sanitised picture says of itself: how large it is, and what it is called."""

from dataclasses import dataclass

from generation.svg.geometry import numbers
from generation.svg.parsing import parse
from generation.svg.policy import DRAWN
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.viewbox import pixels


@dataclass(frozen=True)
class Description:
    """A picture in figures and words.

    Attributes:
        width, height: in CSS pixels where the picture states them, else in its own units.
        shapes: how many shapes, texts and repeated shapes it holds.
        text: its own alternative text, empty where it has none.
    """

    width: float
    height: float
    shapes: int
    text: str


def describe(svg: str) -> Description:
    """Read a sanitised picture; raises UnreadableError for what is none."""
    root = parse(svg, Receipt())
    width, height = _size(root)
    shapes = sum(node.name in DRAWN for node in root.walk())
    return Description(width, height, shapes, _own_text(root))


def _size(root: Node) -> tuple[float, float]:
    """As a browser sizes it: by its width and height, or the one by the other, or its viewBox."""
    box = numbers(root.attributes.get("viewBox", "")) + [0.0] * 4
    wide, high = box[2] or 1.0, box[3] or 1.0
    width, height = (pixels(root.attributes.get(side)) for side in ("width", "height"))
    if width and height:
        return width, height
    if width or height:
        factor = width / wide if width else (height or 0) / high
        return wide * factor, high * factor
    return wide, high


def _own_text(root: Node) -> str:
    """Its label, else the title, else the description of the whole picture."""
    words = {child.name: child.text() for child in reversed(root.nodes())}
    for text in (root.attributes.get("aria-label"), words.get("title"), words.get("desc")):
        if text and text.strip():
            return " ".join(text.split())
    return ""
