"""Boxes, rows and scatter: the arithmetic of the layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

GAP = 0.14  # of the mean width, between neighbours


@dataclass(frozen=True)
class Box:
    """A rectangle in picture units; y grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def scaled(self, factor: float, x: float, y: float) -> "Box":
        """Grown or shrunk around the point (x, y)."""
        left, top = x + (self.x - x) * factor, y + (self.y - y) * factor
        return Box(left, top, self.w * factor, self.h * factor)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top)


def arrange(
    sizes: Sequence[tuple[float, float]], area: Box, grow: float, stand: bool, most_rows: int = 6
) -> list[Box]:
    """Boxes for the sizes in as many rows as fill the area best, in reading order.

    `grow` is the largest enlargement. With `stand` the rows stand on the area's lower edge,
    otherwise they are centred.
    """
    trials = [_rows(sizes, count, area, grow) for count in range(1, min(most_rows, len(sizes)) + 1)]
    # On the ground a second row floats: it must be worth it.
    cost = 0.3 if stand else 0.03
    scale, rows = max(trials, key=lambda trial: trial[0] * (1 - cost) ** len(trial[1]))
    height = sum(_height(row) for row in rows) * scale
    y = area.bottom - height if stand else area.y + (area.h - height) / 2
    boxes: list[Box] = []
    for row in rows:
        boxes += _row(row, scale, area, y + _height(row) * scale, stand)
        y += _height(row) * scale
    return boxes


Row = list[tuple[float, float]]


def _rows(
    sizes: Sequence[tuple[float, float]], count: int, area: Box, grow: float
) -> tuple[float, list[Row]]:
    length = ceil(len(sizes) / count)
    rows = [list(sizes[i : i + length]) for i in range(0, len(sizes), length)]
    widest = max(_width(row) for row in rows)
    height = sum(_height(row) for row in rows)
    return min(grow, area.w / widest, area.h / height), rows


def _width(row: Row) -> float:
    return sum(w for w, _ in row) * (1 + GAP * (len(row) - 1) / len(row))


def _height(row: Row) -> float:
    return max(h for _, h in row) * 1.06


def _row(row: Row, scale: float, area: Box, bottom: float, stand: bool) -> list[Box]:
    gap = sum(w for w, _ in row) / len(row) * GAP * scale
    x = area.x + (area.w - _width(row) * scale) / 2
    boxes = []
    for w, h in row:
        lift = 0 if stand else (_height(row) - h) * scale / 2
        boxes.append(Box(x, bottom - h * scale - lift, w * scale, h * scale))
        x += w * scale + gap
    return boxes


def noise(seed: int) -> Iterator[float]:
    """Endless numbers from 0 to 1 that depend on the seed alone."""
    state = (seed * 2654435761 + 12345) % 2**31
    while True:
        state = (state * 1103515245 + 12345) % 2**31
        yield state / 2**31


def scatter(count: int, area: Box, seed: int) -> list[tuple[float, float]]:
    """Points spread over the area: a grid whose cells are jittered, so that none touch."""
    columns = max(1, round((count * area.w / max(1.0, area.h)) ** 0.5))
    rows = ceil(count / columns)
    random = noise(seed)
    points = []
    for i in range(count):
        column, row = i % columns, i // columns
        dx, dy = 0.25 + next(random) * 0.5, 0.25 + next(random) * 0.5
        points.append(
            (area.x + (column + dx) * area.w / columns, area.y + (row + dy) * area.h / rows)
        )
    return points
