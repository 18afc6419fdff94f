"""Lines of text in several looks, written as texts that stand side by side."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from generation.svg.geometry import number_text
from generation.svg.tree import Node
from generation.svg.typesetting import width

Look = dict[str, str]  # attributes
_SPACE: Final = re.compile(r"\s+")
_ANCHORS: Final = {"middle": 0.5, "end": 1.0}


@dataclass(slots=True)
class Piece:
    """Text in one look; `dx` is how far it stands off the piece before."""

    look: Look
    dx: float
    y: float
    content: str = ""


@dataclass(slots=True)
class Line:
    """Pieces that follow one another from a given place on, anchored together."""

    x: float
    pieces: list[Piece] = field(default_factory=list)


def line_texts(line: Line, outer: Look) -> Iterator[Node]:
    """The texts of one line: a single one anchored as it was, several from where they start.

    `outer` is what the line takes over of its font.
    """
    pieces = [piece for piece in line.pieces if piece.content.strip()]
    if len(pieces) == 1:
        (piece,) = pieces
        yield _text(line.x + piece.dx, piece.y, piece.content, piece.look)
    elif pieces:
        yield from _side_by_side(line.x, pieces, outer)


def _side_by_side(x: float, pieces: list[Piece], outer: Look) -> Iterator[Node]:
    contents = _spaced([piece.content for piece in pieces])
    looks = [outer | piece.look for piece in pieces]
    widths = [width(*pair) for pair in zip(contents, looks, strict=True)]
    anchor = looks[0].get("text-anchor", "start")
    x -= (sum(widths) + sum(piece.dx for piece in pieces)) * _ANCHORS.get(anchor, 0.0)
    for piece, content, wide, look in zip(pieces, contents, widths, looks, strict=True):
        x += piece.dx
        own = piece.look if anchor == "start" else piece.look | {"text-anchor": "start"}
        indent = width(" ", look) if content.startswith(" ") else 0.0
        yield _text(x + indent, piece.y, content, own, set_in=look)
        x += wide


def _text(
    x: float, y: float, content: str, look: Look, set_in: Mapping[str, str] | None = None
) -> Node:
    content = " ".join(content.split())
    attributes = {"x": number_text(x), "y": number_text(y), **look}
    if set_in is not None and len(content) > 1:
        # Fonts differ: so each piece is as wide as it was taken to be.
        attributes["textLength"] = number_text(width(content, set_in))
    return Node("text", attributes, [content])


def _spaced(contents: list[str]) -> list[str]:
    """White space collapsed as in one line, at most one space between two pieces."""
    spaced: list[str] = []
    for content in contents:
        text = _SPACE.sub(" ", content)
        spaced.append(text if spaced and not spaced[-1].endswith(" ") else text.lstrip())
    return spaced
