"""Paths as chains of short straight lines, to measure them and to walk along them."""

import math
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from generation.svg.geometry import Point, path_segments

_STEPS: Final = 16  # straight lines for one curve
_MAX_SEGMENTS: Final = 500


class Polyline:
    """A chain of straight lines, walked by the distance from its start."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._points = points
        self._ends = list(accumulate(math.dist(a, b) for a, b in pairwise(points)))
        self.length = self._ends[-1] if self._ends else 0.0

    def at(self, distance: float) -> tuple[Point, float]:
        """The point at a distance, 0 to `length`, and the direction there in degrees."""
        i = min(bisect(self._ends, distance), len(self._ends) - 1)
        (ax, ay), (bx, by) = self._points[i], self._points[i + 1]
        size = math.dist((ax, ay), (bx, by)) or 1.0
        t = 1 - (self._ends[i] - distance) / size
        return (ax + (bx - ax) * t, ay + (by - ay) * t), math.degrees(math.atan2(by - ay, bx - ax))


def flattened(d: str) -> Polyline:
    """Path data as straight lines; of very long data the beginning."""
    points: list[Point] = []
    last_kind, control = "", (0.0, 0.0)
    for number, (kind, here, group) in enumerate(path_segments(d)):
        if number == _MAX_SEGMENTS:
            break
        if kind in "st":
            before = control if last_kind in ("sc" if kind == "s" else "tq") else here
            group = [(2 * here[0] - before[0], 2 * here[1] - before[1]), *group]
        if kind in "csqt":
            points += _bezier([here, *group])
            control = group[-2]
        elif kind == "a":
            points += _arc(here, group)
        elif group:
            points.append(group[-1])
        last_kind = kind
    return Polyline(points)


def _bezier(corners: list[Point]) -> Iterator[Point]:
    """A curve by de Casteljau's construction, without its first point."""
    for step in range(1, _STEPS + 1):
        t, level = step / _STEPS, corners
        while len(level) > 1:
            level = [
                (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(level)
            ]
        yield level[0]


def _arc(start: Point, group: list[Point]) -> Iterator[Point]:
    """An elliptical arc (SVG 2, appendix B.2.4), without its first point.

    The group is radii, (rotation in degrees, 0), (large, sweep), end.
    """
    (rx, ry), (rotation, _), (large, sweep), end = group
    rx, ry, angle = abs(rx), abs(ry), math.radians(rotation)
    if not rx or not ry or start == end:
        yield end
        return
    cosine, sine = math.cos(angle), math.sin(angle)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = (cosine * dx + sine * dy) / rx, (cosine * dy - sine * dx) / ry
    square = px * px + py * py
    if not 0 < square < math.inf:
        yield end
        return
    grown = max(1.0, math.sqrt(square))  # radii too small to reach are made larger
    rx, ry, px, py = rx * grown, ry * grown, px / grown, py / grown
    turn = math.sqrt(max(0.0, 1 / (px * px + py * py) - 1)) * (
        -1 if bool(large) == bool(sweep) else 1
    )
    cx, cy = turn * py, -turn * px  # the centre on the unit circle
    first, last = math.atan2(py - cy, px - cx), math.atan2(-py - cy, -px - cx)
    if sweep and last < first:
        last += math.tau
    elif not sweep and last > first:
        last -= math.tau
    mx, my = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    for step in range(1, _STEPS + 1):
        at = first + (last - first) * step / _STEPS
        x, y = rx * (math.cos(at) + cx), ry * (math.sin(at) + cy)
        yield cosine * x - sine * y + mx, sine * x + cosine * y + my
