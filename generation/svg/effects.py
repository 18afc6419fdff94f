"""Clipping paths, masks and filters in a profile without their elements, by CSS functions."""

from generation.svg import limits
from generation.svg.budget import Budget
from generation.svg.clipping import clip_function, is_plain_mask
from generation.svg.colours import Colour, parse_colour
from generation.svg.geometry import length, numbers
from generation.svg.links import reference_of, targets
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.values import judge

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
        if target is None or (name == "mask" and not is_plain_mask(target)):
            return None
        # Only a glow depends on the shape, by the colour that it is filled with.
        fill = node.attributes.get("fill", "") if name == "filter" else ""
        key = (name, target.attributes["id"], fill)
        if key not in self._known:
            text = filter_functions(target, fill) if name == "filter" else clip_function(target)
            property_name = "filter" if name == "filter" else "clip-path"
            self._known[key] = judge(property_name, text) if text else None
        return self._known[key]


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
