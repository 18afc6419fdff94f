"""The allow-lists, as data. Whatever is not named here never reaches the output.

Raise ``POLICY_VERSION`` with every change that can change an output, so that stored
pictures can be judged again.
"""

from typing import Final


def words(text: str) -> frozenset[str]:
    """The set of words in a text."""
    return frozenset(text.split())


POLICY_VERSION: Final = "2026.2"

SVG_NAMESPACE: Final = "http://www.w3.org/2000/svg"
XLINK_NAMESPACE: Final = "http://www.w3.org/1999/xlink"
XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"

# The specification's `allowed_elements`.
SPEC_ELEMENTS: Final = words("svg rect circle ellipse line polyline polygon path text g defs style")
FILTER_PRIMITIVES: Final = words(
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDropShadow feFlood feGaussianBlur feMerge feMorphology feOffset "
    "feSpecularLighting feTile feTurbulence"
)
FILTER_PARTS: Final = words(
    "feFuncA feFuncB feFuncG feFuncR feMergeNode feDistantLight fePointLight feSpotLight"
)
GRADIENTS: Final = frozenset(("linearGradient", "radialGradient"))
EXTENDED_ELEMENTS: Final = (
    SPEC_ELEMENTS
    | GRADIENTS
    | FILTER_PRIMITIVES
    | FILTER_PARTS
    | words("stop clipPath mask pattern symbol marker tspan textPath title desc switch use filter")
)
PROFILES: Final = {"spec": SPEC_ELEMENTS, "extended": EXTENDED_ELEMENTS}

# Read in order to be rewritten into an allowed element; never written.
REWRITTEN_ELEMENTS: Final = frozenset(("a",))
READ_ELEMENTS: Final = EXTENDED_ELEMENTS | REWRITTEN_ELEMENTS

# Only for the words of the receipt: a forbidden element is dropped whether named here or not.
ACTIVE_ELEMENTS: Final = words(
    "script foreignobject handler listener iframe object embed audio video canvas link meta base "
    "form input button textarea select html body frame frameset applet"
)
ANIMATION_ELEMENTS: Final = words(
    "animate animatecolor animatemotion animatetransform set mpath discard"
)

SHAPES: Final = words("rect circle ellipse line polyline polygon path")
DRAWN: Final = SHAPES | {"text", "use"}
# What is only drawn where something refers to it.
NEVER_DRAWN: Final = GRADIENTS | words(
    "defs clipPath mask pattern symbol marker filter title desc style stop"
)
TEXT_CONTENT: Final = frozenset(("text", "tspan", "textPath"))
CHARACTER_DATA: Final = TEXT_CONTENT | frozenset(("title", "desc", "style", "a"))
PLAIN_TEXT: Final = frozenset(("title", "desc"))

# Element name by its lower-case spelling, for answers written in the wrong case.
ELEMENT_BY_LOWER: Final = {name.lower(): name for name in READ_ELEMENTS}

# Which elements a reference in an attribute may point at.
PAINT_TARGETS: Final = GRADIENTS | {"pattern"}
REFERENCE_TARGETS: Final = {
    "fill": PAINT_TARGETS,
    "stroke": PAINT_TARGETS,
    "clip-path": frozenset(("clipPath",)),
    "mask": frozenset(("mask",)),
    "filter": frozenset(("filter",)),
    "marker-start": frozenset(("marker",)),
    "marker-mid": frozenset(("marker",)),
    "marker-end": frozenset(("marker",)),
}
USE_TARGETS: Final = DRAWN | frozenset(("g", "svg", "symbol", "switch"))
HREF_TARGETS: Final = {
    "use": USE_TARGETS,
    "linearGradient": GRADIENTS,
    "radialGradient": GRADIENTS,
    "pattern": frozenset(("pattern",)),
    "textPath": SHAPES,
}

# Attributes and properties whose loss nobody can see.
QUIET_ATTRIBUTES: Final = words(
    "version baseprofile class tabindex focusable lang contentscripttype contentstyletype "
    "zoomandpan requiredfeatures requiredextensions systemlanguage externalresourcesrequired "
    "enable-background xmlns type media name alt cursor pointer-events shape-margin "
    "color-rendering buffered-rendering nonce crossorigin"
)
QUIET_PROPERTIES: Final = words(
    "cursor pointer-events transition transition-property transition-duration user-select "
    "-webkit-user-select will-change width height max-width max-height min-width min-height "
    "margin margin-top margin-right margin-bottom margin-left padding display box-sizing "
    "enable-background content -inkscape-font-specification line-height text-align "
    "backface-visibility perspective -webkit-font-smoothing touch-action outline "
    "font-variant-ligatures font-feature-settings shape-margin solid-color solid-opacity "
    "color-rendering"
)
# What the outermost svg may not carry: it would paint outside its own box, or lay out the page.
ROOT_FORBIDDEN: Final = words(
    "x y overflow transform-origin mix-blend-mode isolation display transform-box"
)
# Moved to a group inside, where the box of the outermost svg cuts off what leaves it.
ROOT_MOVED: Final = ("transform", "filter", "mask", "clip-path", "opacity", "visibility")
