"""Bounding boxes and pixel shares of pictures: a small even-odd-free scanline rasteriser."""

import re
from collections import Counter
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin, sqrt

GRID = 64  # samples along one side of the 32-unit picture
Point = tuple[float, float]
_SHAPE = re.compile(r"<(path|circle|ellipse|rect)\b([^>]*)/>")
_PART = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|(-?\d*\.?\d+(?:e-?\d+)?)")
_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}


def box_and_shares(body: str) -> tuple[list[float], dict[str, float]]:
    """The box [left, top, right, bottom] in half units, and each colour's share of the pixels."""
    pixels: dict[tuple[int, int], str] = {}
    for shape in _SHAPE.finditer(body):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', shape[2]))
        colour = attributes.get("fill", "")
        if colour.startswith("#"):
            _paint(pixels, _moved(_outline(shape[1], attributes), attributes), colour)
    if not pixels:
        return [], {}
    counts = Counter(pixels.values())
    shares = {c: round(n / len(pixels), 3) for c, n in sorted(counts.items())}
    xs, ys = {x for x, _ in pixels}, {y for _, y in pixels}
    box = [min(xs) / 2, min(ys) / 2, (max(xs) + 1) / 2, (max(ys) + 1) / 2]
    return box, {c: s for c, s in shares.items() if s >= 0.02}


def _paint(pixels: dict[tuple[int, int], str], polygons: list[list[Point]], colour: str) -> None:
    """Fill by the non-zero winding rule at pixel centres."""
    unit = 32 / GRID
    for row in range(GRID):
        y = (row + 0.5) * unit
        crossings = sorted(c for polygon in polygons for c in _crossings(polygon, y))
        winding = 0
        for (x, turn), (following, _) in pairwise(crossings):
            winding += turn
            if winding:
                first, last = max(0, round(x / unit)), min(GRID, round(following / unit))
                pixels.update(dict.fromkeys(((c, row) for c in range(first, last)), colour))


def _crossings(polygon: list[Point], y: float) -> list[tuple[float, int]]:
    found = []
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            found.append((x1 + (y - y1) * (x2 - x1) / (y2 - y1), 1 if y2 > y1 else -1))
    return found


def _outline(kind: str, a: dict[str, str]) -> list[list[Point]]:
    if kind == "path":
        return _flatten(a["d"])
    if kind == "rect":
        x, y, w, h = (float(a.get(k, 0)) for k in ("x", "y", "width", "height"))
        return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
    rx, ry = float(a.get("rx", a.get("r", 0))), float(a.get("ry", a.get("r", 0)))
    cx, cy = float(a.get("cx", 0)), float(a.get("cy", 0))
    steps = [2 * pi * i / 32 for i in range(32)]
    return [[(cx + rx * cos(t), cy + ry * sin(t)) for t in steps]]


def _moved(polygons: list[list[Point]], a: dict[str, str]) -> list[list[Point]]:
    """Apply the one kind of transform the pictures use on shapes: a rotation about a point."""
    turn = re.fullmatch(r"rotate\(([-\d.]+)(?: ([-\d.]+) ([-\d.]+))?\)", a.get("transform", ""))
    if not turn:
        return polygons
    angle, x0, y0 = float(turn[1]) * pi / 180, float(turn[2] or 0), float(turn[3] or 0)
    c, s = cos(angle), sin(angle)
    return [
        [(x0 + (x - x0) * c - (y - y0) * s, y0 + (x - x0) * s + (y - y0) * c) for x, y in polygon]
        for polygon in polygons
    ]


def _flatten(d: str) -> list[list[Point]]:
    """A path as polygons. Curves become eight chords, arcs one chord per 15 degrees."""
    pen = _Pen()
    for command, values in _commands(d):
        pen.draw(command, values)
    return [polygon for polygon in pen.polygons if len(polygon) > 2]


def _commands(d: str) -> list[tuple[str, list[float]]]:
    found: list[tuple[str, list[float]]] = []
    command, values = "", [0.0][:0]
    for letter, number in _PART.findall(d):
        if letter:
            command, values = letter, []
            if letter in "Zz":
                found.append((letter, []))
            continue
        values.append(float(number))
        if len(values) == _COUNTS[command.lower()]:
            found.append((command, values))
            values = []
            command = {"M": "L", "m": "l"}.get(command, command)
    return found


class _Pen:
    def __init__(self) -> None:
        self.polygons: list[list[Point]] = []
        self.at: Point = (0, 0)
        self.control: Point = (0, 0)

    def draw(self, command: str, v: list[float]) -> None:
        kind = command.lower()
        x, y = self.at if command.islower() else (0, 0)
        if kind == "z":
            self.at = self.polygons[-1][0] if self.polygons else self.at
            return
        points = [(v[i] + x, v[i + 1] + y) for i in range(0, len(v) - 1, 2)]
        if kind == "m":
            self.polygons.append([])
            self._line(points[0])
        elif kind in "lt":
            self._line(points[0])
        elif kind in "hv":
            self._line((v[0] + x, self.at[1]) if kind == "h" else (self.at[0], v[0] + y))
        elif kind == "c":
            self._curve(points[0], points[1], points[2])
        elif kind == "s":
            mirrored = (2 * self.at[0] - self.control[0], 2 * self.at[1] - self.control[1])
            self._curve(mirrored, points[0], points[1])
        elif kind == "q":
            self._curve(points[0], points[0], points[1])
        else:
            self._arc(v, (v[5] + x, v[6] + y))

    def _line(self, to: Point) -> None:
        if not self.polygons:
            self.polygons.append([])
        self.polygons[-1].append(to)
        self.at = self.control = to

    def _curve(self, one: Point, two: Point, to: Point) -> None:
        start = self.at
        for i in range(1, 9):
            t, u = i / 8, 1 - i / 8
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            corners = (start, one, two, to)
            x, y = (
                sum(w * p[axis] for w, p in zip(weights, corners, strict=True)) for axis in (0, 1)
            )
            self._line((x, y))
        self.control = two

    def _arc(self, v: list[float], to: Point) -> None:
        """SVG 1.1, appendix F.6.5, with the x axis unrotated: the pictures use no other."""
        (x1, y1), (x2, y2) = self.at, to
        dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
        rx, ry = v[0], v[1]
        if not rx or not ry or (not dx and not dy):
            self._line(to)
            return
        grow = max(1.0, hypot(dx / rx, dy / ry))
        rx, ry = rx * grow, ry * grow
        rest = (rx * ry) ** 2 / ((rx * dy) ** 2 + (ry * dx) ** 2) - 1
        factor = sqrt(max(0.0, rest)) * (-1 if v[3] == v[4] else 1)
        cx, cy = factor * rx * dy / ry, -factor * ry * dx / rx
        begin = atan2((dy - cy) / ry, (dx - cx) / rx)
        sweep = atan2((-dy - cy) / ry, (-dx - cx) / rx) - begin
        sweep += 2 * pi * ((v[4] and sweep < 0) - (not v[4] and sweep > 0))
        steps = max(2, int(abs(sweep) / (pi / 12)))
        middle = ((x1 + x2) / 2 + cx, (y1 + y2) / 2 + cy)
        for i in range(1, steps):
            t = begin + sweep * i / steps
            self._line((middle[0] + rx * cos(t), middle[1] + ry * sin(t)))
        self._line(to)
