"""Pages by number, for lists that are bounded and in an order that stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_DIGITS = 4


@dataclass(frozen=True)
class NumberedPage:
    """`rows` are those of page `number`, of `last` pages; both begin with 1."""

    rows: Sequence[Any]
    number: int
    last: int

    @property
    def numbers(self) -> range:
        return range(1, self.last + 1)


def numbered_page(rows: Sequence[Any], size: int, *, asked: str) -> NumberedPage:
    """The page of the number `asked`; the nearest one there is where that is none."""
    text = asked[:MOST_DIGITS]
    last = max(1, -(-len(rows) // size))
    number = min(max(1, int(text) if text.isascii() and text.isdecimal() else 1), last)
    return NumberedPage(rows[(number - 1) * size : number * size], number, last)


def number_of(at: int, size: int) -> int:
    """On which page the row at this place (from 0) stands."""
    return at // size + 1
