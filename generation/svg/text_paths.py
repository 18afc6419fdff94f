"""Text along a path, set as single letters that stand and lean as they would on it."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from generation.svg.budget import Budget
from generation.svg.curves import Polyline, flattened
from generation.svg.geometry import Point, length, number_text
from generation.svg.tree import Node
from generation.svg.typesetting import advance

_ANCHORS: Final = {"middle": 0.5, "end": 1.0}
_LETTER_SIZE: Final = 80  # bytes of one letter's element


class TextPaths:
    """The paths that texts run along, each measured once."""

    def __init__(self, by_name: Mapping[str, Node], budget: Budget) -> None:
        self._by_name, self._budget = by_name, budget
        self._lines: dict[str, Polyline] = {}

    def glyphs(self, span: Node, look: dict[str, str], set_in: Mapping[str, str]) -> Node | None:
        """A group of letters for a `textPath`, or None where they cannot be told apart.

        `look` is written on the group, `set_in` is all that is in force.
        """
        text, line = " ".join(span.text().split()), self._line(span)
        if line is None or not text or span.nodes() or not all(map(_stands_alone, text)):
            return None
        if not self._budget.spend(len(text) * _LETTER_SIZE, elements=len(text) + 1):
            return None
        widths = [advance(letter, set_in) for letter in text]
        at = _offset(span, line.length)
        at -= sum(widths) * _ANCHORS.get(set_in.get("text-anchor", ""), 0.0)
        moved = self._path(span).attributes.get("transform", "")
        letters: list[Node | str] = []
        for letter, wide in zip(text, widths, strict=True):
            # What runs over an end of the path is not drawn.
            if letter != " " and 0 <= at + wide / 2 <= line.length:
                letters.append(_letter(letter, *line.at(at + wide / 2), moved))
            at += wide
        return Node("g", look | {"text-anchor": "middle"}, letters) if letters else None

    def middle(self, span: Node) -> Point | None:
        """Where the text stands that cannot be set letter by letter."""
        line = self._line(span)
        return line.at(_offset(span, line.length))[0] if line else None

    def _path(self, span: Node) -> Node:
        return self._by_name.get(span.attributes.get("href", "#")[1:], Node("path"))

    def _line(self, span: Node) -> Polyline | None:
        name = span.attributes.get("href", "")
        if name not in self._lines:
            self._lines[name] = flattened(self._path(span).attributes.get("d", ""))
        return self._lines[name] if 0 < self._lines[name].length < 1e9 else None


def _offset(span: Node, whole: float) -> float:
    start = length(span, "startOffset")
    return start * whole / 100 if span.attributes.get("startOffset", "").endswith("%") else start


def _stands_alone(character: str) -> bool:
    """Whether a character is drawn the same without its neighbours."""
    return unicodedata.category(character)[0] in "LNPSZ" and unicodedata.bidirectional(
        character
    ) not in ("R", "AL")


def _letter(letter: str, place: Point, angle: float, moved: str) -> Node:
    x, y = map(number_text, place)
    transform = f"{moved} translate({x} {y}) rotate({number_text(angle)})".strip()
    return Node("text", {"transform": transform}, [letter])
