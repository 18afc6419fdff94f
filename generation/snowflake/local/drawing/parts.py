"""A finished picture taken apart: its named groups, and where each stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .geometry import Box
from .markup import num
from .scene import Art

_TAG = re.compile(r"<(/?)([A-Za-z]+)([^<>]*?)(/?)>")
_ID = re.compile(r' id="(?:s[0-9a-f]{8}-)?([^"]*)"')
_PLACED = re.compile(
    r'transform="translate\(([-\d.]+)[ ,]([-\d.]+)\) scale\(([-\d.]+)(?:[ ,]([-\d.]+))?\)"'
)
_PAINT = re.compile(r'(?<= )(fill|stroke)="([^"]*)"')


@dataclass(frozen=True)
class Part:
    """A child of the outermost element; `name` is its id in words, empty where it has none."""

    name: str
    markup: str

    def box(self, art: Art) -> Box | None:
        """Where `art` stands in it; None where it was not placed by this engine."""
        found = _PLACED.search(self.markup.split(">", 1)[0])
        if found is None:
            return None
        x, y, across = (float(found[i]) for i in (1, 2, 3))
        down = float(found[4] or across)
        left, top, w, h = art.box
        return Box(x + left * across, y + top * down, w * across, h * down)

    def moved_to(self, box: Box, art: Art) -> "Part":
        """The same in another box."""
        head, _, rest = self.markup.partition(">")
        return replace(self, markup=f"{_PLACED.sub(placement(box, art), head)}>{rest}")

    def paints(self) -> list[str]:
        """Every fill and stroke, in order."""
        return [found[2] for found in _PAINT.finditer(self.markup)]

    def painted(self, paints: list[str]) -> "Part":
        """With other fills and strokes, as many as `paints` gave."""
        left = iter(paints)
        return replace(self, markup=_PAINT.sub(lambda m: f'{m[1]}="{next(left)}"', self.markup))


def placement(box: Box, art: Art) -> str:
    """The attribute that puts `art` into a box."""
    left, top, w, h = art.box
    across, down = box.w / w, box.h / h
    factor = f"{across:.4g}" if abs(across - down) < 1e-3 else f"{across:.4g} {down:.4g}"
    move = f"translate({num(box.x - left * across)} {num(box.y - top * down)})"
    return f'transform="{move} scale({factor})"'


def take_apart(picture: str) -> tuple[str, list[Part]]:
    """The start tag of the outermost element, and its children in order."""
    head, _, body = picture.partition(">")
    return f"{head}>", [_part(markup) for markup in _children(body.rpartition("</svg>")[0])]


def _children(body: str) -> Iterator[str]:
    depth = start = 0
    for tag in _TAG.finditer(body):
        closing, _name, _attributes, alone = tag.groups()
        depth += -1 if closing else 0 if alone else 1
        if depth == 0:
            yield body[start : tag.end()]
            start = tag.end()


def _part(markup: str) -> Part:
    found = _ID.search(markup.split(">", 1)[0])
    return Part(found[1].replace("-", " ").strip() if found else "", markup.strip())
