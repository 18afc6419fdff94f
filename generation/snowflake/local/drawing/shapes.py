"""Hand-made shapes for subjects where clip art looks poor or does not recolour.

Still pictures are templates in `data/shapes.txt`; what depends on a number or a text is painted
by `charts.py`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from .charts import PAINTED
from .colouring import darker, lighter
from .scene import Art, Look

_TOKEN = re.compile(r"\{(\w+?)([+-]\d+)?\}")
_DEFAULT = re.compile(r"(\w+?)([+-]\d+)?")


def _templates() -> Iterator[tuple[list[str], Art]]:
    text = (Path(__file__).parent / "data" / "shapes.txt").read_text()
    for block in text.split("\n\n")[1:]:
        head, colours, markup = block.strip().split("\n")
        names, zone, size, box = head.split(" | ")
        width, height = (float(side) for side in box.split("x"))
        defaults = dict(pair.split("=") for pair in colours.split())
        words = names.split(", ")
        painter = partial(_fill, markup, defaults)
        parts = frozenset(defaults) - {"main", "second"}
        yield words, Art(words[0], zone, float(size), (0, 0, width, height), painter, parts)


def _fill(markup: str, defaults: Mapping[str, str], look: Look) -> str:
    wished = dict(zip(("main", "second"), look.colours, strict=False)) | dict(look.parts)
    return _TOKEN.sub(lambda token: _toned(_colour(token[1], defaults, wished), token[2]), markup)


def _colour(name: str, defaults: Mapping[str, str], wished: Mapping[str, str]) -> str:
    if name in wished:
        return wished[name]
    default = defaults[name]
    if default.startswith("#"):
        return default
    other = _DEFAULT.fullmatch(default)
    return _toned(_colour(other[1], defaults, wished), other[2]) if other else default


def _toned(colour: str, change: str | None) -> str:
    if not change:
        return colour
    part = int(change[1:]) / 100
    return darker(colour, part) if change[0] == "-" else lighter(colour, part)


SHAPES: Mapping[str, Art] = {
    name: art for names, art in (*PAINTED, *_templates()) for name in names
}
