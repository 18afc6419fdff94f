"""Colour arithmetic, and recolouring of clip art by its shares of pixels per colour."""

import re
from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls

_HEX = re.compile(r"#[0-9a-f]{6}")
SKIN = frozenset({"#ffc83d", "#fdbb11", "#f1a11e", "#f59f0b", "#e39d89", "#d67d6b"})
_GREY_BELOW = 0.16  # saturation under which a colour has no hue worth following
_SAME_HUE = 0.11  # of the full circle: shades of one material


def rgb(colour: str) -> tuple[int, int, int]:
    """The red, green and blue of `#rrggbb`, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, part: float) -> str:
    """`first` with `part` (0 to 1) of `second` stirred in."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def darker(colour: str, part: float = 0.25) -> str:
    """A shade for sides and outlines."""
    return mix(colour, "#1a1423", part)


def lighter(colour: str, part: float = 0.3) -> str:
    """A tint for highlights."""
    return mix(colour, "#ffffff", part)


def recolour(body: str, shares: Mapping[str, float], wanted: Sequence[str], person: bool) -> str:
    """Clip art in other colours: its largest material takes the first, the next the second."""
    left = {c: s for c, s in shares.items() if not (person and c in SKIN)}
    swaps: dict[str, str] = {}
    for target in wanted[:3]:
        if not left:
            break
        main = max(left, key=lambda colour: left[colour] * _weight(colour))
        family = [c for c in left if _same_material(c, main)]
        swaps.update({c: _shifted(c, main, target) for c in family})
        left = {c: s for c, s in left.items() if c not in family}
    return _HEX.sub(lambda match: swaps.get(match[0], match[0]), body)


def _hls(colour: str) -> tuple[float, float, float]:
    r, g, b = rgb(colour)
    return rgb_to_hls(r / 255, g / 255, b / 255)


def _weight(colour: str) -> float:
    _, lightness, saturation = _hls(colour)
    # Outlines, pupils and glints carry the form: they change last.
    if lightness < 0.16 or lightness > 0.97:
        return 0.15
    return 1.0 if saturation > _GREY_BELOW else 0.8


def _same_material(colour: str, main: str) -> bool:
    (h1, l1, s1), (h2, _, s2) = _hls(colour), _hls(main)
    if s1 <= _GREY_BELOW or s2 <= _GREY_BELOW:
        return s1 <= _GREY_BELOW and s2 <= _GREY_BELOW and l1 > 0.2
    distance = abs(h1 - h2)
    return min(distance, 1 - distance) <= _SAME_HUE


def _shifted(colour: str, main: str, target: str) -> str:
    offset = _hls(colour)[1] - _hls(main)[1]
    hue, lightness, saturation = _hls(target)
    moved = min(0.97, max(0.05, lightness + offset * 0.75))
    red, green, blue = hls_to_rgb(hue, moved, saturation)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
