"""CSS shorthands and CSS-only spellings, expanded into the properties of the allow-list."""

import re
from typing import Final

from generation.svg.colours import FUNCTION, HEX, Colour, is_colour, parse_colour
from generation.svg.grammars import NUMBER

_FONT: Final = re.compile(
    r"(?P<before>(?:(?:normal|italic|oblique|small-caps|bold|bolder|lighter|[1-9]00) )*)"
    rf"(?P<size>{NUMBER}(?:px|pt|em|rem|%)|small|medium|large|x-large|xx-large)"
    r"(?: ?/ ?[\w.%]+)? (?P<family>.+)",
    re.IGNORECASE,
)
_COLOUR_IN_TEXT: Final = re.compile(rf"{HEX}|{FUNCTION}|\b[a-z]+\b", re.IGNORECASE)
_FUNCTION: Final = re.compile(r"([a-zA-Z]+)\(([^()]*)\)")
_ANGLES: Final = {"deg": 1.0, "turn": 360.0, "rad": 57.29577951308232, "grad": 0.9, "": 1.0}
_AXES: Final = {
    "translatex": ("translate", "{} 0"),
    "translatey": ("translate", "0 {}"),
    "scalex": ("scale", "{} 1"),
    "scaley": ("scale", "1 {}"),
}
_TRANSFORMS: Final = {
    name.lower(): name for name in ("matrix", "translate", "scale", "rotate", "skewX", "skewY")
}


def expand(name: str, value: str) -> list[tuple[str, str]]:
    """The (property, value) pairs that a declaration stands for; values are not judged here."""
    value = " ".join(value.split())
    if name == "font":
        return _font(value)
    if name in ("background", "background-image"):
        return _background(value)
    if name == "marker":
        return [(f"marker-{end}", value) for end in ("start", "mid", "end")]
    if name == "transform":
        return _transform(value)
    if name == "text-decoration-line":
        return [("text-decoration", value)]
    if name == "d":
        return [("d", re.sub(r"path\(['\"](.*)['\"]\)", r"\1", value))]
    return [(name, value)]


def _font(value: str) -> list[tuple[str, str]]:
    match = _FONT.fullmatch(value)
    if match is None:
        return []
    found = [("font-size", match["size"]), ("font-family", match["family"])]
    for word in match["before"].lower().split():
        if word in ("italic", "oblique"):
            found.append(("font-style", word))
        elif word == "small-caps":
            found.append(("font-variant", word))
        elif word != "normal":
            found.append(("font-weight", word))
    return found


def _background(value: str) -> list[tuple[str, str]]:
    """A plain colour as it is; of a gradient the average of its colours."""
    if is_colour(value):
        return [("background-color", value)]
    if value.lower() == "none" or "url" in value.lower():
        return []
    words = _COLOUR_IN_TEXT.findall(value)[:32]
    colours = [c for word in words if (c := parse_colour(word)) is not None]
    return [("background-color", _mean(colours))] if colours else []


def _mean(colours: list[Colour]) -> str:
    count = len(colours)
    mean = Colour(*(sum(c[i] for c in colours) / count for i in range(3)))
    return mean.hex()


def _transform(value: str) -> list[tuple[str, str]]:
    """CSS transform functions, with units, as an SVG transform list."""
    if value.lower() == "none":
        return [("transform", "")]
    written = []
    for function, arguments in _FUNCTION.findall(value)[:20]:
        text = _transform_function(function.lower(), arguments)
        if text is None:
            return []
        written.append(text)
    return [("transform", " ".join(written))] if written else []


def _transform_function(name: str, arguments: str) -> str | None:
    name, frame = _AXES.get(name, (name, "{}"))
    if name not in _TRANSFORMS:
        return None
    numbers = [_plain_number(part) for part in re.split(r"\s*,\s*|\s+", arguments.strip())]
    if not numbers or None in numbers:
        return None
    return f"{_TRANSFORMS[name]}({frame.format(' '.join(n for n in numbers if n))})"


def _plain_number(text: str) -> str | None:
    match = re.fullmatch(rf"({NUMBER})(px|deg|turn|rad|grad)?", text)
    if match is None:
        return None
    unit = match.group(2) or ""
    if unit in ("px", "", "deg"):
        return match.group(1)
    return f"{float(match.group(1)) * _ANGLES[unit]:.6g}"
