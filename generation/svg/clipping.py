"""Clipping paths, and masks that do the same, as CSS functions."""

from itertools import combinations
from typing import Final

from generation.svg.colours import Colour, parse_colour
from generation.svg.geometry import Matrix, box, matrix_of, multiply
from generation.svg.outlines import outline
from generation.svg.policy import SHAPES
from generation.svg.tree import Node

_MAX_CLIP_TEXT: Final = 4_000
_MAX_HOLES: Final = 20
_WHITE: Final = Colour(255, 255, 255)
_BLACK: Final = Colour(0, 0, 0)
# What makes a shape in a mask neither black nor white all over.
_UNEVEN: Final = frozenset(("opacity", "fill-opacity", "stroke", "filter", "mask", "clip-path"))


def clip_function(clip: Node) -> str | None:
    """`path('…') view-box` with the outlines of all shapes of a clipPath or plain mask, or None."""
    units = clip.attributes.get("clipPathUnits"), clip.attributes.get("maskContentUnits")
    if "objectBoundingBox" in units:
        return None
    outer = matrix_of(clip.attributes.get("transform", ""))
    outlines = [outline(shape, matrix) for shape, matrix in _shapes(clip, outer)]
    if not outlines or None in outlines:
        return None
    evenodd = any(
        "evenodd" in n.attributes.get("clip-rule", "") or _is_black(n) for n in clip.walk()
    )
    text = " ".join(o for o in outlines if o)
    rule = "evenodd, " if evenodd else ""
    return f"path({rule}'{text}') view-box" if len(text) <= _MAX_CLIP_TEXT else None


def _is_black(node: Node) -> bool:
    return parse_colour(node.attributes.get("fill", "")) == _BLACK


def is_plain_mask(mask: Node) -> bool:
    """Whether a mask does what a clipping path does.

    It holds only opaque white shapes, or one of them with black holes that do not overlap.
    """
    shapes = [node for node in mask.walk() if node is not mask]
    if any(node.attributes.keys() & _UNEVEN for node in shapes):
        return False
    holes = [node for node in shapes if _is_black(node)]
    white = [node for node in shapes if parse_colour(node.attributes.get("fill", "")) == _WHITE]
    if len(white) + len(holes) < len(shapes):
        return False
    return not holes or (shapes[0] in white and len(white) == 1 and _apart(holes))


def _apart(shapes: list[Node]) -> bool:
    """Whether no two of a few shapes overlap, by their boxes."""
    boxes = [box(node) for node in shapes]
    if len(boxes) > _MAX_HOLES or any("transform" in node.attributes for node in shapes):
        return len(boxes) == 1
    return not any(
        a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for a, b in combinations(boxes, 2)
    )


def _shapes(clip: Node, matrix: Matrix) -> list[tuple[Node, Matrix]]:
    found: list[tuple[Node, Matrix]] = []
    for child in clip.nodes():
        if child.name in SHAPES:
            found.append((child, matrix))
        elif child.name == "g":
            inner = multiply(matrix, matrix_of(child.attributes.get("transform", "")))
            found += [(shape, inner) for shape in child.nodes() if shape.name in SHAPES]
    return found
