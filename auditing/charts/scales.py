"""From values to places: round ticks, and the frame that both kinds of axes share."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# Nothing smaller can be told apart on an axis.
SMALLEST = 1e-150
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_ticks(
    lowest: float, highest: float, *, about: int = 4, whole: bool = False
) -> list[float]:
    """Round values from at or below `lowest` (never above 0) to at or above `highest`.

    Args:
        whole: only whole numbers, for what is counted.
    """
    low, high = min(0.0, lowest), max(0.0, highest)
    if high - low < SMALLEST:
        high = 1.0
    step = _nice_step((high - low) / about)
    step = max(1.0, float(math.ceil(step))) if whole else step
    first = math.floor(low / step + 1e-9)
    last = max(first + 1, math.ceil(high / step - 1e-9))
    # A sum of steps is a little off; twelve figures are what it was meant to be.
    return [float(f"{n * step:.12g}") for n in range(first, last + 1)]


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))


def spread(count: int, *, most: int = 4) -> list[int]:
    """At most `most` positions out of `count`, the same step apart, the last one among them."""
    step = max(1, math.ceil(count / most))
    return list(range((count - 1) % step, count, step))


@dataclass(frozen=True)
class Frame:
    """The plot inside the drawing, and where a value or a position lies in it (user units)."""

    ticks: list[float]
    width: float = 560
    height: float = 280
    left: float = 62
    right: float = 14
    top: float = 14
    bottom: float = 38

    @property
    def inner_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def floor(self) -> float:
        return self.height - self.bottom

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.floor - (value - low) / (high - low) * (self.floor - self.top)

    def x(self, position: int, count: int) -> float:
        """The middle of one of `count` slots."""
        return self.left + (position + 0.5) * self.inner_width / count


def frame_for(values: Iterable[float], *, whole: bool = False) -> Frame:
    found = list(values)
    return Frame(ticks=nice_ticks(min(found), max(found), whole=whole))
