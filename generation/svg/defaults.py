"""What may be left out of a picture because it says what holds anyway."""

from typing import Final

from generation.svg.policy import GRADIENTS, SHAPES, words
from generation.svg.tree import Node

# Properties that children inherit, with the spellings of their initial value.
INHERITED: Final = {
    "clip-rule": words("nonzero"),
    "fill": words("#000"),
    "fill-opacity": words("1"),
    "fill-rule": words("nonzero"),
    "font-stretch": words("normal"),
    "font-style": words("normal"),
    "font-variant": words("normal"),
    "font-weight": words("normal 400"),
    "letter-spacing": words("normal 0"),
    "stroke": words("none"),
    "stroke-dasharray": words("none"),
    "stroke-dashoffset": words("0"),
    "stroke-linecap": words("butt"),
    "stroke-linejoin": words("miter"),
    "stroke-miterlimit": words("4"),
    "stroke-opacity": words("1"),
    "stroke-width": words("1"),
    "text-anchor": words("start"),
    "visibility": words("visible"),
    "word-spacing": words("normal 0"),
}
# The others, by element; "" stands for every element.
_OWN: Final = {
    "": {"opacity": words("1"), "stop-opacity": words("1"), "flood-opacity": words("1")},
    "rect": {"x": words("0"), "y": words("0")},
    "use": {"x": words("0"), "y": words("0")},
    "circle": {"cx": words("0"), "cy": words("0")},
    "ellipse": {"cx": words("0"), "cy": words("0")},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), words("0")),
    "svg": {"preserveAspectRatio": frozenset(("xMidYMid meet", "xMidYMid"))},
}
_OF_GRADIENTS: Final = {
    "gradientUnits": words("objectBoundingBox"),
    "spreadMethod": words("pad"),
}
_OF_LINEAR: Final = dict.fromkeys(("x1", "y1", "y2"), words("0 0%")) | {"x2": words("100% 1")}
_OF_RADIAL: Final = dict.fromkeys(("cx", "cy", "r"), words("50% .5"))


def drop_defaults(root: Node) -> None:
    """Remove attributes that state an initial value; values must be in their short spelling."""
    inherited = {name: texts for name, texts in INHERITED.items() if not _is_set_above(root, name)}
    for node in root.walk():
        own = _OWN[""] | _OWN.get(node.name, {}) | _of_gradient(node)
        for name, texts in (inherited | own).items():
            if node.attributes.get(name) in texts:
                del node.attributes[name]


def _is_set_above(root: Node, name: str) -> bool:
    """Whether anything that children could inherit from says something of this property."""
    return any(name in node.attributes for node in root.walk() if node.name not in SHAPES)


def _of_gradient(node: Node) -> dict[str, frozenset[str]]:
    """A gradient that refers to another takes from there what it does not say."""
    if node.name not in GRADIENTS or "href" in node.attributes:
        return {}
    return _OF_GRADIENTS | (_OF_LINEAR if node.name == "linearGradient" else _OF_RADIAL)
