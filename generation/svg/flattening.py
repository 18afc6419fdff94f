"""Outlines as straight pieces: what two drawings of the same line share, however it is written."""

import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from generation.svg.geometry import Point, numbers
from generation.svg.grammars import NUMBER

Outline = tuple[list[Point], bool]  # its points, and whether it is closed

_SEGMENT: Final = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_ARITY: Final = {"m": 2, "l": 2, "t": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "z": 0}
_GAP: Final = r"[\s,]{0,20}"
# The two flags of an arc may stand against each other and against the next number.
_ARC: Final = re.compile(
    _GAP.join([rf"({NUMBER})"] * 3 + ["([01])", "([01])"] + [rf"({NUMBER})"] * 2)
)
_CURVE_PIECES: Final = 8
_ROUND_PIECES: Final = 32  # of a whole turn


class Pen:
    """Follows path data and keeps the straight pieces of each subpath."""

    def __init__(self) -> None:
        self.outlines: list[Outline] = []
        self.at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._points: list[Point] = []
        self._control: Point | None = None  # of the curve before, for S and T
        self._before = ""

    def follow(self, d: str, *, most: int) -> list[Outline]:
        """The outlines of path data; ends early once there are `most` points."""
        left = most
        for letter, arguments in _SEGMENT.findall(d):
            before = len(self._points)
            self._segment(letter, arguments)
            left -= max(len(self._points) - before, 1)
            if left <= 0:
                break
        self._lift(closed=False)
        return self.outlines

    def _segment(self, letter: str, arguments: str) -> None:
        kind, relative = letter.lower(), letter.islower()
        if kind == "z":
            self._lift(closed=True)
            self.at = self._start
        elif kind == "a":
            for arc in _ARC.findall(arguments):
                self._arc([float(n) for n in arc], relative)
                self._before = "a"
        else:
            self._groups(kind, relative, numbers(arguments))

    def _groups(self, kind: str, relative: bool, n: list[float]) -> None:
        size = _ARITY[kind]
        for i in range(0, len(n) - size + 1, size):
            # Further pairs after a move are lines.
            name = "l" if kind == "m" and i else kind
            _DRAW[name](self, self._absolute(name, n[i : i + size], relative))
            self._before = name

    def _absolute(self, kind: str, n: list[float], relative: bool) -> list[Point]:
        x, y = self.at
        if kind == "h":
            return [(n[0] + (x if relative else 0.0), y)]
        if kind == "v":
            return [(x, n[0] + (y if relative else 0.0))]
        dx, dy = self.at if relative else (0.0, 0.0)
        return [(n[i] + dx, n[i + 1] + dy) for i in range(0, len(n), 2)]

    def move(self, points: list[Point]) -> None:
        self._lift(closed=False)
        self.at = self._start = points[0]

    def line(self, points: list[Point]) -> None:
        self._add(points[-1:])

    def cubic(self, points: list[Point]) -> None:
        p, (a, b, q) = self.at, points
        self._control = b
        self._add([_cubic(p, a, b, q, i / _CURVE_PIECES) for i in range(1, _CURVE_PIECES + 1)])

    def smooth_cubic(self, points: list[Point]) -> None:
        self.cubic([self._mirrored("cs"), *points])

    def quadratic(self, points: list[Point]) -> None:
        p, (c, q) = self.at, points
        self.cubic([_toward(p, c), _toward(q, c), q])
        self._control = c

    def smooth_quadratic(self, points: list[Point]) -> None:
        self.quadratic([self._mirrored("qt"), *points])

    def _mirrored(self, kinds: str) -> Point:
        """The control point before, on the other side."""
        if self._control is None or self._before not in kinds:
            return self.at
        return 2 * self.at[0] - self._control[0], 2 * self.at[1] - self._control[1]

    def _arc(self, n: list[float], relative: bool) -> None:
        dx, dy = self.at if relative else (0.0, 0.0)
        self._add(list(arc_points(self.at, n[0], n[1], n[2], n[3], n[4], (n[5] + dx, n[6] + dy))))

    def _add(self, points: list[Point]) -> None:
        if not self._points:
            self._points.append(self.at)
        self._points += points
        self.at = points[-1]

    def _lift(self, *, closed: bool) -> None:
        if len(self._points) > 1:
            self.outlines.append((self._points, closed))
        self._points = []


_DRAW: Final[dict[str, Callable[[Pen, list[Point]], None]]] = {
    "m": Pen.move,
    "l": Pen.line,
    "h": Pen.line,
    "v": Pen.line,
    "c": Pen.cubic,
    "s": Pen.smooth_cubic,
    "q": Pen.quadratic,
    "t": Pen.smooth_quadratic,
}


def ellipse_points(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """A whole ellipse, begun at its right end."""
    return list(_turn(x, y, rx, ry, 0.0, 0.0, 2 * math.pi, _ROUND_PIECES))


def rounded_rectangle(x: float, y: float, w: float, h: float, rx: float, ry: float) -> list[Point]:
    """Clockwise from the top right corner."""
    quarter = partial(_turn, rx=rx, ry=ry, tilt=0.0, sweep=math.pi / 2, pieces=_ROUND_PIECES // 4)
    corners = ((x + w - rx, y + ry, -0.5), (x + w - rx, y + h - ry, 0.0),
               (x + rx, y + h - ry, 0.5), (x + rx, y + ry, 1.0))  # fmt: skip
    return [
        point
        for cx, cy, half_turns in corners
        for point in quarter(cx, cy, start=half_turns * math.pi)
    ]


def arc_points(
    start: Point, rx: float, ry: float, tilt: float, large: float, sweep: float, end: Point
) -> Iterator[Point]:
    """The points of an elliptical arc after its start (SVG 1.1, F.6.5)."""
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or start == end:
        yield end
        return
    angle = math.radians(tilt)
    cos, sin = math.cos(angle), math.sin(angle)
    hx, hy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * hx + sin * hy, -sin * hx + cos * hy
    short = (x / rx) ** 2 + (y / ry) ** 2
    if short > 1:  # too small to reach: grown until they do
        rx, ry = rx * math.sqrt(short), ry * math.sqrt(short)
    below = (rx * y) ** 2 + (ry * x) ** 2
    factor = math.sqrt(max((rx * ry) ** 2 / below - 1, 0.0)) if below else 0.0
    factor = -factor if large == sweep else factor
    ux, uy = factor * rx * y / ry, -factor * ry * x / rx
    cx = cos * ux - sin * uy + (start[0] + end[0]) / 2
    cy = sin * ux + cos * uy + (start[1] + end[1]) / 2
    first = math.atan2((y - uy) / ry, (x - ux) / rx)
    last = math.atan2((-y - uy) / ry, (-x - ux) / rx)
    turn = (last - first) % (2 * math.pi)
    turn = turn if sweep else turn - 2 * math.pi
    pieces = max(1, round(abs(turn) / (2 * math.pi) * _ROUND_PIECES))
    yield from _turn(cx, cy, rx, ry, angle, first, turn, pieces)


def _turn(
    x: float, y: float, rx: float, ry: float, tilt: float, start: float, sweep: float, pieces: int
) -> Iterator[Point]:
    cos, sin = math.cos(tilt), math.sin(tilt)
    for i in range(1, pieces + 1):
        angle = start + sweep * i / pieces
        a, b = rx * math.cos(angle), ry * math.sin(angle)
        yield x + cos * a - sin * b, y + sin * a + cos * b


def _cubic(p: Point, a: Point, b: Point, q: Point, t: float) -> Point:
    u = 1 - t
    k = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    return (
        k[0] * p[0] + k[1] * a[0] + k[2] * b[0] + k[3] * q[0],
        k[0] * p[1] + k[1] * a[1] + k[2] * b[1] + k[3] * q[1],
    )


def _toward(p: Point, c: Point) -> Point:
    """Two thirds of the way: a quadratic curve written as a cubic one."""
    return p[0] + (c[0] - p[0]) * 2 / 3, p[1] + (c[1] - p[1]) * 2 / 3
