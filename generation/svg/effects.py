"""Clipping paths, masks and filters in a profile without their elements, by CSS functions."""

from generation.svg import limits
from generation.svg.colours import Colour, parse_colour
from generation.svg.geometry import Matrix, length, matrix_of, multiply, numbers
from generation.svg.outlines import outline
from generation.svg.policy import SHAPES
from generation.svg.receipt import Receipt
from generation.svg.references import reference_of, targets
from generation.svg.tree import Node
from generation.svg.values import judge

_MAX_CLIP_TEXT = 4_000


def rewrite_effects(root: Node, receipt: Receipt) -> None:
    """Write clip-path, mask and filter references without elements, or drop them."""
    by_name = targets(root)
    for node in root.walk():
        _rewrite(node, "clip-path", by_name, receipt)
        _rewrite(node, "filter", by_name, receipt)
        if reference_of(node, "mask"):
            del node.attributes["mask"]
            receipt.add("clip_dropped", "mask", node.name)


def _rewrite(node: Node, name: str, by_name: dict[str, Node], receipt: Receipt) -> None:
    found = reference_of(node, name)
    if found is None:
        return
    target = by_name.get(found[0])
    write = clip_function if name == "clip-path" else filter_functions
    text = write(target, node) if target else None
    accepted = judge(name, text) if text else None
    if accepted:
        node.attributes[name] = accepted
        receipt.add("clip" if name == "clip-path" else "filter", "", node.name)
    else:
        del node.attributes[name]
        dropped = (
            ("clip_dropped", "clipping path") if name == "clip-path" else ("filter_dropped", "")
        )
        receipt.add(*dropped, node.name)


def clip_function(clip: Node, _node: Node) -> str | None:
    """`path('…') view-box` with the outlines of all shapes of a clipPath, or None."""
    if clip.attributes.get("clipPathUnits") == "objectBoundingBox":
        return None
    outer = matrix_of(clip.attributes.get("transform", ""))
    outlines = [outline(shape, matrix) for shape, matrix in _shapes(clip, outer)]
    if not outlines or None in outlines:
        return None
    rule = (
        "evenodd, "
        if any("evenodd" in n.attributes.get("clip-rule", "") for n in clip.walk())
        else ""
    )
    text = " ".join(o for o in outlines if o)
    return f"path({rule}'{text}') view-box" if len(text) <= _MAX_CLIP_TEXT else None


def _shapes(clip: Node, matrix: Matrix) -> list[tuple[Node, Matrix]]:
    found: list[tuple[Node, Matrix]] = []
    for child in clip.nodes():
        if child.name in SHAPES:
            found.append((child, matrix))
        elif child.name == "g":
            inner = multiply(matrix, matrix_of(child.attributes.get("transform", "")))
            found += [(shape, inner) for shape in child.nodes() if shape.name in SHAPES]
    return found


def filter_functions(effect: Node, node: Node) -> str | None:
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
    return _classic_shadow(parts, blurs[0], node) if "SourceGraphic" in _inputs(effect) else None


def _classic_shadow(parts: dict[str, Node], blur: Node, node: Node) -> str | None:
    """Blur the shape, move it, merge the shape on top; without a move it is a glow."""
    offset = parts.get("feOffset", Node("feOffset"))
    dx, dy = length(offset, "dx"), length(offset, "dy")
    if "feFlood" in parts:
        colour: Colour | None = _flood(parts["feFlood"])
    elif blur.attributes.get("in") == "SourceAlpha" or "feOffset" in parts:
        colour = Colour(0, 0, 0, length(parts.get("feFuncA", Node("feFuncA")), "slope", 1.0))
    else:
        colour = parse_colour(node.attributes.get("fill", ""))
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
