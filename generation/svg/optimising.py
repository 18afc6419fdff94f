"""Smaller spellings of a sanitised picture, from the boldest to the most careful.

Whether one looks the same is not judged here but by drawing both: generation/rendering/smaller.py.
Titles, descriptions and labels stay, and so do names that something refers to.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import Final

from generation.svg.colours import NAMED, parse_colour
from generation.svg.defaults import INHERITED, drop_defaults
from generation.svg.geometry import numbers
from generation.svg.grammars import NUMBER
from generation.svg.grouping import simplify_groups
from generation.svg.parsing import parse
from generation.svg.pathdata import joined, short_number, shorten_path
from generation.svg.policy import SHAPES, words
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.writing import write

# Steps of a picture's longer side: a rounding moves a point by half of one at most.
_STEPS: Final = 4_000
# How many decimals more than that are tried when the boldest does not look the same.
_MORE_DECIMALS: Final = (0, 1, 2)
_EXACT: Final = 12  # decimals: nothing is rounded that a renderer would see

_COLOURS: Final = words("fill stroke color stop-color flood-color lighting-color")
_LENGTHS: Final = words(
    "x y width height cx cy r rx ry x1 y1 x2 y2 dx dy stroke-width stroke-dasharray "
    "stroke-dashoffset font-size letter-spacing word-spacing textLength"
)
_SHARES: Final = words("opacity fill-opacity stroke-opacity stop-opacity flood-opacity offset")
_TRANSFORMS: Final = words("transform gradientTransform patternTransform")
# Where these say "objectBoundingBox", coordinates run from 0 to 1.
_CONTENT_UNITS: Final = words("clipPathUnits maskContentUnits patternContentUnits primitiveUnits")
_LENGTH: Final = re.compile(rf"({NUMBER})(?:px)?(?![a-z0-9.])")
_NUMBER: Final = re.compile(NUMBER)
_REFERENCE: Final = re.compile(r"#([^\s\"'()]+)")
_SHORT_NAMES: Final = {
    f"#{code}": min((name for name, c in NAMED.items() if c == code), key=len)
    for code in set(NAMED.values())
}


def smaller_spellings(svg: str) -> Iterator[str]:
    """Candidates for a smaller file with the same look, the smallest first.

    `svg` is a sanitised picture; each candidate is one, too, and the last rounds nothing. There is
    none for a picture so small that its coordinates are all decimals.
    """
    decimals = _decimals(svg)
    if decimals + max(_MORE_DECIMALS) > _EXACT:
        return
    for more in _MORE_DECIMALS:
        yield respelt(svg, decimals + more)
    yield respelt(svg, _EXACT)


def respelt(svg: str, decimals: int) -> str:
    """The picture with its coordinates rounded to so many decimals, and all else spelt short."""
    root = parse(svg, Receipt())
    for node in root.walk():
        node.css = _declarations(node.style)
        for name, value in node.attributes.items():
            node.attributes[name] = _short(node, name, value, decimals)
    _drop_unused_names(root)
    drop_defaults(root)
    simplify_groups(root, frozenset(INHERITED))
    return write(root, compact=True)


def _decimals(svg: str) -> int:
    root = parse(svg, Receipt())
    box = numbers(root.attributes.get("viewBox", ""))
    side = max(box[2:4], default=0) or 1
    if any(_has_small_units(node) for node in root.walk()):
        side = min(side, 1)
    return max(0, math.ceil(math.log10(_STEPS / side)))


def _has_small_units(node: Node) -> bool:
    return any(node.attributes.get(name) == "objectBoundingBox" for name in _CONTENT_UNITS)


def _declarations(style: str) -> dict[str, str]:
    """A style attribute that the sanitiser wrote: no value of it holds a semicolon."""
    parts = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, _, value in parts}


def _short(node: Node, name: str, value: str, decimals: int) -> str:
    if name in _COLOURS:
        return short_colour(value)
    if name == "d":
        return shorten_path(value, decimals)
    if name == "points":
        return joined([short_number(n, decimals) for n in numbers(value)])
    if name == "viewBox":
        return " ".join(short_number(n, _EXACT) for n in numbers(value))
    if name in _LENGTHS:
        is_drawn = node.name in SHAPES or node.name in ("text", "tspan", "use", "g")
        return _respelt_lengths(value, decimals if is_drawn else max(4, decimals))
    if name in _SHARES:
        return _sub_numbers(value, lambda n: short_number(n, min(decimals + 3, _EXACT)))
    if name in _TRANSFORMS:
        return _short_transform(value, exact=decimals == _EXACT)
    return value


def _respelt_lengths(value: str, decimals: int) -> str:
    def spelt(match: re.Match[str]) -> str:
        return short_number(float(match[1]), decimals)

    return re.sub(r" ?, ?", " ", _LENGTH.sub(spelt, value))


def _sub_numbers(value: str, spell: Callable[[float], str]) -> str:
    return _NUMBER.sub(lambda match: spell(float(match.group())), value)


def _short_transform(value: str, *, exact: bool) -> str:
    """Six digits that count, since a factor may be small; spaces only between numbers."""

    def spell(number: float) -> str:
        text = f"{number:.15g}" if exact else f"{number:.6g}"
        return text if "e" in text else re.sub(r"^(-?)0\.", r"\1.", text)

    value = _sub_numbers(value, spell)
    value = re.sub(r" ?, ?", " ", value)
    return re.sub(r" ?([()]) ?", r"\1", value)


def short_colour(value: str) -> str:
    """The shortest spelling of the same colour: "#f00" and "rgb(255, 0, 0)" become "red"."""
    colour = parse_colour(value)
    if colour is None or colour.alpha < 1:
        return value
    code = colour.hex()
    short = f"#{code[1::2]}" if code[1::2] == code[2::2] else code
    return min(short, _SHORT_NAMES.get(code, short), key=len)


def _drop_unused_names(root: Node) -> None:
    used = {
        name
        for node in root.walk()
        for text in (*node.attributes.values(), *node.css.values())
        if "#" in text
        for name in _REFERENCE.findall(text)
    }
    for node in root.walk():
        if node.attributes.get("id") not in used:
            node.attributes.pop("id", None)
