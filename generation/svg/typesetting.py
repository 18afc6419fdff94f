"""How far a text runs, without its font: near enough to set the pieces of a line side by side."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from generation.svg.geometry import length_of

# Advance widths of Helvetica for the letters from the space to ~, in thousandths of the font size
# (Adobe Font Metrics); most sans serif fonts are within a tenth of them.
_ADVANCE_TABLE: Final = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 "
    "556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 "
    "556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 "
    "556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
    "500 500 500 334 260 334 584"
)
_ADVANCES: Final = [int(width) for width in _ADVANCE_TABLE.split()]
_MONOSPACE: Final = 0.6
_OTHER: Final = 0.556
_FACTORS: Final = {"bold": 1.06, "serif": 0.89}
FONT: Final = ("font-size", "font-family", "font-weight", "letter-spacing", "text-anchor")


def advance(character: str, look: Mapping[str, str]) -> float:
    """How far one character moves the pen, in user units; `look` holds the attributes in force."""
    size = font_size(look)
    return size * _relative(character, look) + length_of(look.get("letter-spacing", ""), 0.0)


def width(text: str, look: Mapping[str, str]) -> float:
    """How wide a text is, in user units."""
    return sum(advance(character, look) for character in text)


def font_size(look: Mapping[str, str]) -> float:
    """The font size in force, in pixels."""
    return length_of(look.get("font-size", ""), 16.0)


def _relative(character: str, look: Mapping[str, str]) -> float:
    family = look.get("font-family", "serif").lower()
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if any(name in family for name in ("mono", "courier", "consolas")):
        return _MONOSPACE
    code = ord(character) - 32
    found = _ADVANCES[code] / 1_000 if 0 <= code < len(_ADVANCES) else _OTHER
    if look.get("font-weight", "normal") in ("bold", "bolder", "600", "700", "800", "900"):
        found *= _FACTORS["bold"]
    return found * _FACTORS["serif"] if _is_serif(family) else found


def _is_serif(family: str) -> bool:
    """Whether a font has serifs, as browsers' own one has."""
    family = family.replace("sans-serif", "")
    return any(name in family for name in ("serif", "georgia", "times"))
