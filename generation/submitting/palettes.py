"""Colours by name, and the reading of colours that somebody has typed."""

import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generation.brief import MAX_COLOURS

_HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})\Z")
_BETWEEN = re.compile(r"[\s,;]+")


class Palette(NamedTuple):
    label: Any
    colours: tuple[str, ...]


PALETTES: dict[str, Palette] = {
    "ink": Palette(gettext_lazy("Ink"), ("#18181b", "#71717a", "#ffffff")),
    "ocean": Palette(gettext_lazy("Ocean"), ("#0b3c5d", "#1d7fb8", "#7fd1de", "#f4f1de")),
    "forest": Palette(gettext_lazy("Forest"), ("#1b4332", "#52a365", "#b7d7a8", "#8a5a33")),
    "sunset": Palette(gettext_lazy("Sunset"), ("#5f0f40", "#e4502b", "#f9a03f", "#ffe0b5")),
    "candy": Palette(gettext_lazy("Candy"), ("#ff5d8f", "#ffc2d9", "#7a5cff", "#fff4b8")),
    "earth": Palette(gettext_lazy("Earth"), ("#4a3728", "#a47148", "#d4a373", "#faedcd")),
    "primary": Palette(gettext_lazy("Primary"), ("#d62828", "#f7b801", "#1d4fd7", "#18181b")),
}


def read_colours(text: str) -> tuple[str, ...]:
    """Colours as people write them, `#1D4FD7, fff`, as ``#rrggbb``, each once.

    Raises:
        ValidationError: names the first that is none, or says that they are too many.
    """
    found = list(dict.fromkeys(_read(word) for word in _BETWEEN.split(text.strip()) if word))
    if len(found) > MAX_COLOURS:
        raise ValidationError(
            _("These are %(number)s colours; at most %(most)s are allowed.")
            % {"number": len(found), "most": MAX_COLOURS}
        )
    return tuple(found)


def _read(word: str) -> str:
    lowered = word.lower()
    if not _HEX.match(lowered):
        raise ValidationError(
            _("‘%(word)s’ is no colour. Write it as #1d4fd7 or #fff.") % {"word": word[:20]}
        )
    digits = lowered.lstrip("#")
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


# Colours as people call them, for a prompt, which can have no #.
_NAMES = {
    "black": "000000", "dark grey": "444444", "grey": "808080", "light grey": "cccccc",
    "white": "ffffff", "dark red": "8b0000", "red": "d62828", "pink": "ff8fb1",
    "orange": "f77f00", "brown": "7f4f24", "beige": "f0e0c0", "yellow": "ffd60a",
    "dark green": "1b4332", "green": "2f9e44", "light green": "a9dba0", "teal": "0f766e",
    "turquoise": "40c9c0", "light blue": "9ecbff", "blue": "1d4fd7", "dark blue": "0b2a6b",
    "violet": "8a5cf6", "purple": "6a0dad",
}  # fmt: skip


def name_of(colour: str) -> str:
    """What people would call a colour ``#rrggbb``; anything else comes back as it is."""
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return colour
    parts = _parts(colour[1:])
    return min(_NAMES, key=lambda name: _distance(parts, _parts(_NAMES[name])))


def _parts(digits: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(digits))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Weighted by how red the two are, which is near to what the eye sees ("redmean")."""
    red = (one[0] + other[0]) / 2
    r, g, b = ((x - y) ** 2 for x, y in zip(one, other, strict=True))
    return (2 + red / 256) * r + 4 * g + (2 + (255 - red) / 256) * b
