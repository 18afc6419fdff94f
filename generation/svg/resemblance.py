"""How much of one picture is found in another, shape by shape, moved and scaled as a whole."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from generation.svg.shapes import Shape

# Below these a likeness is chance; measured in docs/decisions/is-this-ours.md. What is known: the
# share of a picture's features, weighted by how few pictures have each.
LEAST_KNOWN: Final = 0.3
LEAST_FOUND: Final = 0.6
LEAST_SHAPES: Final = 3
# A few shapes of many may be a cloud that two pictures have: they tell something where they are
# half of the file, or all of ours.
LEAST_OF_THEIRS: Final = 0.5
MANY_SHAPES: Final = 12
SOME_SHAPES: Final = 5
NEARLY_ALL: Final = 0.95

# Two shapes are the same where no number of their forms differs by more.
_FORM_TOLERANCE: Final = 0.012
# A shape stands where it should within this part of the whole picture.
_PLACE_TOLERANCE: Final = 0.015
_SIZE_TOLERANCE: Final = 0.05
# Shapes that vote for how the picture was moved; each against at most as many twins.
_MAX_VOTERS: Final = 200
_MAX_TWINS: Final = 40
_MAX_SHAPES: Final = 1_500

_Move = tuple[float, float, float]  # scale, then shift


@dataclass(frozen=True)
class Resemblance:
    """`found`: the share of ours that is there, from 0 to 1: `shapes` of `of`, among `among`."""

    found: float
    shapes: int
    of: int
    among: int

    @property
    def is_telling(self) -> bool:
        if self.found < LEAST_FOUND or self.shapes < LEAST_SHAPES:
            return False
        is_most_of_theirs = self.shapes >= LEAST_OF_THEIRS * self.among
        is_whole = self.found >= NEARLY_ALL and self.shapes >= SOME_SHAPES
        return is_most_of_theirs or is_whole or self.shapes >= MANY_SHAPES


def resemblance(ours: list[Shape], theirs: list[Shape]) -> Resemblance:
    """Look for our shapes among theirs, all moved in the same way."""
    ours, theirs = ours[:_MAX_SHAPES], theirs[: 4 * _MAX_SHAPES]
    if not ours or not theirs:
        return Resemblance(0.0, 0, len(ours), len(theirs))
    twins = _Twins(theirs)
    extent = _extent(ours)
    best = max((_count(ours, twins, move, extent) for move in _moves(ours, twins)), default=0)
    return Resemblance(best / len(ours), best, len(ours), len(theirs))


class _Twins:
    """Finds shapes of the same form, by a coarse grid over their first two numbers."""

    def __init__(self, shapes: list[Shape]) -> None:
        self._cells: dict[tuple[object, ...], list[Shape]] = defaultdict(list)
        for shape in shapes:
            self._cells[self._cell(shape)].append(shape)

    def of(self, shape: Shape) -> list[Shape]:
        if shape.text:
            return self._cells.get((shape.text,), [])
        column, row = self._cell(shape)
        near = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]  # type: ignore[operator]
        return [
            other for cell in near for other in self._cells.get(cell, ()) if _is_twin(shape, other)
        ]

    def _cell(self, shape: Shape) -> tuple[object, ...]:
        if shape.text:
            return (shape.text,)
        return int(shape.form[0] / _FORM_TOLERANCE), int(shape.form[1] / _FORM_TOLERANCE)


def _is_twin(one: Shape, other: Shape) -> bool:
    pairs = zip(one.form, other.form, strict=True)
    return not other.text and all(abs(a - b) <= _FORM_TOLERANCE for a, b in pairs)


def _moves(ours: list[Shape], twins: _Twins) -> list[_Move]:
    """The moves that most shapes agree on; the shapes that are not plain are asked first."""
    extent = _extent(ours)
    votes: Counter[tuple[int, int, int]] = Counter()
    examples: dict[tuple[int, int, int], _Move] = {}
    for shape in sorted(ours, key=lambda shape: shape.plain)[:_MAX_VOTERS]:
        for other in twins.of(shape)[:_MAX_TWINS]:
            scale = other.size / shape.size
            move = (scale, other.x - scale * shape.x, other.y - scale * shape.y)
            cell = (
                round(math.log2(scale) / 0.1),
                round(move[1] / (extent * scale * 4 * _PLACE_TOLERANCE)),
                round(move[2] / (extent * scale * 4 * _PLACE_TOLERANCE)),
            )
            votes[cell] += 1
            examples.setdefault(cell, move)
    return [examples[cell] for cell, _ in votes.most_common(5)]


def _count(ours: list[Shape], twins: _Twins, move: _Move, extent: float) -> int:
    """How many of ours stand where this move would put them; each of theirs counts once."""
    scale, dx, dy = move
    used: set[int] = set()
    for shape in ours:
        x, y = scale * shape.x + dx, scale * shape.y + dy
        near = extent * scale * _PLACE_TOLERANCE
        for other in twins.of(shape):
            is_there = abs(other.x - x) <= near and abs(other.y - y) <= near
            is_so_large = abs(other.size / shape.size / scale - 1) <= _SIZE_TOLERANCE
            if is_there and is_so_large and id(other) not in used:
                used.add(id(other))
                break
    return len(used)


def _extent(shapes: list[Shape]) -> float:
    """The longer side of the box around the middles, never nothing."""
    xs, ys = [shape.x for shape in shapes], [shape.y for shape in shapes]
    size = max(shape.size for shape in shapes) / 4
    return max(max(xs) - min(xs), max(ys) - min(ys), size)
