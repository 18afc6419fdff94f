"""Clipping paths, masks and filters in a profile without their elements, by CSS functions."""

from itertools import combinations

from generation.svg import limits
from generation.svg.budget import Budget
from generation.svg.colours import Colour, parse_colour
from generation.svg.geometry import Matrix, box, length, matrix_of, multiply, numbers
from generation.svg.links import reference_of, targets
from generation.svg.outlines import outline
from generation.svg.policy import SHAPES
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.values import judge

_MAX_CLIP_TEXT = 4_000
_MAX_HOLES = 20
_WHITE = Colour(255, 255, 255)
_BLACK = Colour(0, 0, 0)
# What makes a shape in a mask neither black nor white all over.
_UNEVEN = frozenset(("opacity", "fill-opacity", "stroke", "filter", "mask", "clip-path"))
_NAMES = {"clip-path": "clipping path", "filter": "filter effect", "mask": "mask"}


def rewrite_effects(root: Node, budget: Budget, receipt: Receipt) -> None:
    """Write clip-path, mask and filter references without elements, or drop them."""
    effects = _Effects(root)
    for node in root.walk():
        for name in ("clip-path", "filter", "mask"):
            if reference_of(node, name) is None:
                continue
            text = effects.function(node, name)
            del node.attributes[name]
            written = "filter" if name == "filter" else "clip-path"
            if text and written not in node.attributes and budget.spend(len(text)):
                node.attributes[written] = text
                receipt.add("filter" if name == "filter" else "clip", "", node.name)
            else:
                receipt.add("effect_dropped", _NAMES[name], node.name)


class _Effects:
    """CSS functions for references, each worked out once."""

    def __init__(self, root: Node) -> None:
        self._by_name = targets(root)
        self._known: dict[tuple[str, str, str], str | None] = {}

    def function(self, node: Node, name: str) -> str | None:
        """The CSS function that looks like what the attribute refers to, or None."""
        found = reference_of(node, name)
        target = self._by_name.get(found[0]) if found else None
        if target is None or (name == "mask" and not _is_plain_mask(target)):
            return None
        # Only a glow depends on the shape, by the colour that it is filled with.
        fill = node.attributes.get("fill", "") if name == "filter" else ""
        key = (name, target.attributes["id"], fill)
        if key not in self._known:
            text = filter_functions(target, fill) if name == "filter" else clip_function(target)
            property_name = "filter" if name == "filter" else "clip-path"
            self._known[key] = judge(property_name, text) if text else None
        return self._known[key]


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


def _is_plain_mask(mask: Node) -> bool:
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


def filter_functions(effect: Node, fill: str) -> str | None:
    """The CSS filter functions that look like a filter element: a blur, a shadow or a glow."""
    parts = {child.name: child for child in effect.walk()}
    if effect.attributes.get("primitiveUnits") == "objectBoundingBox":
        return None
    if "feDropShadow" in parts:
        shadow = parts["feDropShadow"]
        colour = _flood(shadow)
        return _shadow(length(shadow, "dx", 2), length(shadow, "dy", 2), _blur(shadow), colour)
    blurs = [child for child in effect.nodes() if child.name == "feGaussianBlur"]
    if len(blurs) != 1:
        return None
    if len(effect.nodes()) == 1:
        return f"blur({_blur(blurs[0]):g}px)"
    return _classic_shadow(parts, blurs[0], fill) if "SourceGraphic" in _inputs(effect) else None


def _classic_shadow(parts: dict[str, Node], blur: Node, fill: str) -> str | None:
    """Blur the shape, move it, merge the shape on top; without a move it is a glow."""
    offset = parts.get("feOffset", Node("feOffset"))
    dx, dy = length(offset, "dx"), length(offset, "dy")
    if "feFlood" in parts:
        colour: Colour | None = _flood(parts["feFlood"])
    elif blur.attributes.get("in") == "SourceAlpha" or "feOffset" in parts:
        colour = Colour(0, 0, 0, length(parts.get("feFuncA", Node("feFuncA")), "slope", 1.0))
    else:
        colour = parse_colour(fill)
    return _shadow(dx, dy, _blur(blur), colour) if colour else None


def _inputs(effect: Node) -> set[str]:
    return {n.attributes.get(name, "") for n in effect.walk() for name in ("in", "in2")}


def _flood(node: Node) -> Colour:
    colour = parse_colour(node.attributes.get("flood-color", "black")) or Colour(0, 0, 0)
    return colour._replace(alpha=colour.alpha * min(1.0, length(node, "flood-opacity", 1.0)))


def _blur(node: Node) -> float:
    amounts = numbers(
        node.attributes.get("stdDeviation", "2" if node.name != "feGaussianBlur" else "0")
    )
    return min(limits.MAX_BLUR, max([0.0, *amounts[:2]]))


def _shadow(dx: float, dy: float, blur: float, colour: Colour) -> str:
    rgb = ",".join(str(round(c)) for c in colour[:3])
    return f"drop-shadow({dx:g}px {dy:g}px {blur:g}px rgba({rgb},{colour.alpha:.3g}))"
