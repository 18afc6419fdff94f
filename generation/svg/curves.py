"""Paths as chains of short straight lines, to measure them and to walk along them."""

import math
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from generation.svg.flattening import Pen
from generation.svg.geometry import Point

_MAX_POINTS: Final = 4_000


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
    """Path data as one chain; of very long data the beginning, of numbers too large nothing."""
    try:
        outlines = Pen().follow(d, most=_MAX_POINTS)
    except OverflowError:
        outlines = []
    closed = [
        points + points[:1] if ends_at_start else points for points, ends_at_start in outlines
    ]
    return Polyline([point for points in closed for point in points])
