"""Which attribute or property has which grammar, and the one function that judges a value."""

import re
from functools import lru_cache
from typing import Final

from generation.svg import grammars as g
from generation.svg import limits
from generation.svg.policy import words

_LENGTH: Final = g.matching(g.LENGTH, re.IGNORECASE)
_NUMBER: Final = g.matching(g.NUMBER)
_LENGTHS: Final = g.matching(
    rf"{g.LENGTH}(?:{g.SEPARATOR}{g.LENGTH}){{0,{limits.MAX_LIST_NUMBERS}}}", re.IGNORECASE
)
_ALPHA: Final = g.matching(rf"{g.NUMBER}%?|inherit")
_PATH: Final = g.matching(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+., -]*")
_POINTS: Final = g.matching(r"[0-9eE+., -]*")
_TRANSFORM: Final = g.matching(
    r"(?:(?:matrix|translate|scale|rotate|skewX|skewY) ?\([0-9eE+., -]{1,300}\)(?: ?,? ?)){1,20}"
)
_UNITS: Final = g.keywords("userSpaceOnUse objectBoundingBox")
_IN: Final = g.matching(r"[A-Za-z_][\w.-]{0,60}")
_ID: Final = g.matching(r"[^\s\"'()<>\\#&;,]{1,200}")
_RATIO: Final = g.matching(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?: (?:meet|slice))?")
_ORIGIN_PART: Final = rf"(?:{g.LENGTH}|left|right|top|bottom|center)"
_FONT_SIZE: Final = g.either(
    g.bounded(limits.MAX_FONT_SIZE, g.LENGTH),
    g.keywords("xx-small x-small small medium large x-large xx-large smaller larger"),
)
_KEYWORDS_OF: Final = {
    "alignment-baseline": "auto baseline before-edge text-before-edge middle central after-edge "
    "text-after-edge ideographic alphabetic hanging mathematical text-bottom text-top center",
    "clip-rule": "nonzero evenodd",
    "color-interpolation": "auto sRGB linearRGB",
    "color-interpolation-filters": "auto sRGB linearRGB",
    "direction": "ltr rtl",
    "display": "none inline block",
    "dominant-baseline": "auto use-script no-change reset-size ideographic alphabetic hanging "
    "mathematical central middle text-after-edge text-before-edge text-top text-bottom",
    "fill-rule": "nonzero evenodd",
    "font-stretch": "normal condensed expanded semi-condensed semi-expanded",
    "font-style": "normal italic oblique",
    "font-variant": "normal small-caps",
    "font-weight": "normal bold bolder lighter 100 200 300 400 500 600 700 800 900",
    "image-rendering": "auto optimizeSpeed optimizeQuality",
    "isolation": "auto isolate",
    "mask-type": "luminance alpha",
    "mix-blend-mode": "normal multiply screen overlay darken lighten color-dodge color-burn "
    "hard-light soft-light difference exclusion hue saturation color luminosity",
    "overflow": "visible hidden",
    "shape-rendering": "auto optimizeSpeed crispEdges geometricPrecision",
    "stroke-linecap": "butt round square",
    "stroke-linejoin": "miter round bevel arcs miter-clip",
    "text-anchor": "start middle end",
    "text-rendering": "auto optimizeSpeed optimizeLegibility geometricPrecision",
    "transform-box": "fill-box view-box stroke-box border-box content-box",
    "unicode-bidi": "normal embed bidi-override isolate",
    "vector-effect": "none non-scaling-stroke",
    "visibility": "visible hidden collapse",
    "white-space": "normal pre nowrap pre-wrap pre-line",
    "writing-mode": "horizontal-tb vertical-rl vertical-lr lr-tb rl-tb tb-rl lr rl tb",
}

# CSS properties: written as presentation attributes, or as `style` where CSS_ONLY says so.
PROPERTIES: Final[dict[str, g.Grammar]] = {
    **{name: g.keywords(words) for name, words in _KEYWORDS_OF.items()},
    **dict.fromkeys(("fill", "stroke"), g.paint),
    **dict.fromkeys(
        ("color", "stop-color", "flood-color", "lighting-color", "background-color"), g.colour
    ),
    **dict.fromkeys(
        ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity"), _ALPHA
    ),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end", "mask"), g.reference),
    "baseline-shift": g.either(_LENGTH, g.keywords("baseline sub super")),
    "clip-path": g.either(g.reference, g.basic_shape),
    "filter": g.either(g.reference, g.filter_functions),
    "font-family": g.font_family,
    "font-size": _FONT_SIZE,
    "font-weight": g.either(g.keywords(_KEYWORDS_OF["font-weight"]), g.matching(r"[1-9]\d{0,2}")),
    "letter-spacing": g.either(_LENGTH, g.keywords("normal")),
    "paint-order": g.matching(r"normal|(?:fill|stroke|markers)(?: (?:fill|stroke|markers)){0,2}"),
    "stroke-dasharray": g.dash_array,
    "stroke-dashoffset": _LENGTH,
    "stroke-miterlimit": _NUMBER,
    "stroke-width": _LENGTH,
    "text-decoration": g.matching(
        r"none|(?:underline|overline|line-through)(?: (?:underline|overline|line-through)){0,2}"
    ),
    "transform-origin": g.matching(rf"{_ORIGIN_PART}(?: {_ORIGIN_PART}(?: 0(?:px)?)?)?"),
    "word-spacing": g.either(_LENGTH, g.keywords("normal")),
}
# Chromium reads these only from CSS, not from an attribute.
CSS_ONLY: Final = frozenset(
    ("mix-blend-mode", "isolation", "transform-box", "background-color", "white-space")
)

_GEOMETRY: Final[dict[str, g.Grammar]] = {
    **dict.fromkeys(words("x1 x2 y1 y2 cx cy r rx ry width height"), _LENGTH),
    **dict.fromkeys(("x", "y", "dx", "dy"), _LENGTHS),
    "d": _PATH,
    "points": _POINTS,
    "pathLength": _NUMBER,
    "rotate": g.either(g.number_list(f"{{0,{limits.MAX_LIST_NUMBERS}}}"), g.keywords("auto")),
    "transform": _TRANSFORM,
    "viewBox": g.viewbox,
    "preserveAspectRatio": _RATIO,
    "textLength": _LENGTH,
    "lengthAdjust": g.keywords("spacing spacingAndGlyphs"),
    "role": g.keywords("img presentation none graphics-document graphics-symbol group"),
    "aria-label": g.matching(rf"[^<>]{{0,{limits.MAX_PLAIN_TEXT}}}"),
    "aria-hidden": g.keywords("true false"),
    "xml:space": g.keywords("preserve default"),
    "id": _ID,
}
_EXTENDED: Final[dict[str, g.Grammar]] = {
    "href": g.matching(rf"#{g.NAME}"),
    **dict.fromkeys(("fx", "fy", "fr", "startOffset", "refX", "refY"), _LENGTH),
    **dict.fromkeys(("markerWidth", "markerHeight"), _LENGTH),
    "offset": g.matching(rf"{g.NUMBER}%?"),
    **dict.fromkeys(("gradientTransform", "patternTransform"), _TRANSFORM),
    **dict.fromkeys(("gradientUnits", "clipPathUnits", "filterUnits", "primitiveUnits"), _UNITS),
    **dict.fromkeys(("maskUnits", "maskContentUnits", "patternUnits"), _UNITS),
    "patternContentUnits": _UNITS,
    "markerUnits": g.keywords("strokeWidth userSpaceOnUse"),
    "spreadMethod": g.keywords("pad reflect repeat"),
    "orient": g.matching(rf"auto|auto-start-reverse|{g.NUMBER}(?:deg|rad|grad|turn)?"),
    "method": g.keywords("align stretch"),
    "spacing": g.keywords("auto exact"),
    "side": g.keywords("left right"),
    **dict.fromkeys(("in", "in2", "result"), _IN),
    "stdDeviation": g.bounded(limits.MAX_BLUR),
    "numOctaves": g.bounded(limits.MAX_OCTAVES, r"[0-9]{1,3}"),
    "radius": g.bounded(limits.MAX_MORPHOLOGY),
    "order": g.bounded(limits.MAX_KERNEL, r"[0-9]{1,3}(?:[ ,]{1,3}[0-9]{1,3})?"),
    "baseFrequency": g.number_list("{0,1}"),
    **dict.fromkeys(("values", "tableValues", "kernelMatrix"), g.number_list("{0,400}")),
    **dict.fromkeys(
        words(
            "k1 k2 k3 k4 slope intercept amplitude exponent seed scale surfaceScale bias divisor "
            "diffuseConstant specularConstant specularExponent azimuth elevation z pointsAtX "
            "pointsAtY pointsAtZ limitingConeAngle targetX targetY"
        ),
        _NUMBER,
    ),
    "operator": g.keywords("over in out atop xor lighter arithmetic erode dilate"),
    "mode": g.keywords(_KEYWORDS_OF["mix-blend-mode"]),
    "edgeMode": g.keywords("duplicate wrap none"),
    "stitchTiles": g.keywords("stitch noStitch"),
    "preserveAlpha": g.keywords("true false"),
    **dict.fromkeys(("xChannelSelector", "yChannelSelector"), g.keywords("R G B A")),
    "type": g.keywords(
        "matrix saturate hueRotate luminanceToAlpha identity table discrete linear gamma "
        "fractalNoise turbulence"
    ),
}
ATTRIBUTES: Final[dict[str, g.Grammar]] = {
    **{name: grammar for name, grammar in PROPERTIES.items() if name not in CSS_ONLY},
    **_GEOMETRY,
    **_EXTENDED,
}
ATTRIBUTE_BY_LOWER: Final = {name.lower(): name for name in ATTRIBUTES}
# Refused for what they cost to draw, although a browser would read them.
BOUNDED: Final = frozenset(
    ("stdDeviation", "radius", "numOctaves", "order", "font-size", "stroke-dasharray")
)
_PLAIN: Final = re.compile(r"[\w\s.,#%+-]*")


def judge(name: str, value: str) -> str | None:
    """The value to write for an attribute or property of the allow-list, or None."""
    return _judge_short(name, value) if len(value) <= 64 else _judge(name, value)


def _judge(name: str, value: str) -> str | None:
    grammar = ATTRIBUTES.get(name) or PROPERTIES[name]
    # Values are matched as ASCII; only names and labels may hold other letters.
    return grammar(" ".join(value.split()))


_judge_short = lru_cache(maxsize=8192)(_judge)


def is_unreadable(name: str, value: str) -> bool:
    """Whether a refused value is merely unreadable: no function, no URL, not too costly."""
    return name not in BOUNDED and is_plain(value)


def is_plain(value: str) -> bool:
    """Whether a value holds no function, no URL, nothing hidden."""
    return _PLAIN.fullmatch(value) is not None
