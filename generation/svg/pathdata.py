"""Path data in its shortest spelling: the same points within a rounding, fewer characters."""

import re
from collections.abc import Iterator
from typing import Final

from generation.svg.geometry import Point
from generation.svg.grammars import NUMBER

# Numbers after a command; of an arc the fourth and fifth are flags, which need no separator.
_ARITY: Final = {"m": 2, "l": 2, "t": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7, "z": 0}
_TOKEN: Final = re.compile(rf"[ ,]*(?:([MmZzLlHhVvCcSsQqTtAa])|({NUMBER}))")
_FLAG: Final = re.compile(r"[ ,]*([01])")
_LARGEST: Final = 1e6  # beyond, the data is left as it is
# An arc's ends say where its middle lies: a large circle closes with a hair's breadth between them.
_MORE_FOR_ARCS: Final = 2

Segment = tuple[str, list[float]]


class _StrangeError(Exception):
    """Not data that is rewritten: broken, or with huge numbers."""


def short_number(value: float, decimals: int) -> str:
    """The shortest plain spelling with at most so many decimals, such as ".5", "-3", "0"."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("-0", "-", "") else text


def joined(texts: list[str]) -> str:
    """Numbers side by side, with a space only where two would run together."""
    out = ""
    dotted = False  # whether the last number has its point already
    for text in texts:
        apart = not out or text[0] == "-" or (text[0] == "." and dotted)
        out += text if apart else f" {text}"
        dotted = "." in text
    return out


def shorten_path(d: str, decimals: int) -> str:
    """The path with its points rounded to `decimals`, or as it is where it cannot be read."""
    try:
        return _Writer(decimals).write(list(_segments(d)))
    except _StrangeError:
        return d


def _segments(d: str) -> Iterator[Segment]:
    command, at, end = "", 0, len(d.rstrip(" ,"))
    while at < end:
        token = _TOKEN.match(d, at)
        if token is None:
            raise _StrangeError
        if token[1]:
            command, at = token[1], token.end()
        elif command.lower() in ("", "z"):
            raise _StrangeError
        numbers, at = _arguments(d, at, command.lower())
        yield command, numbers
        command = {"m": "l", "M": "L"}.get(command, command)  # further pairs are lines


def _arguments(d: str, at: int, kind: str) -> tuple[list[float], int]:
    numbers: list[float] = []
    for place in range(_ARITY[kind]):
        is_flag = kind == "a" and place in (3, 4)
        found = _FLAG.match(d, at) if is_flag else _TOKEN.match(d, at)
        text = found and found[1 if is_flag else 2]
        if not found or not text or abs(float(text)) > _LARGEST:
            raise _StrangeError
        numbers.append(float(text))
        at = found.end()
    return numbers, at


class _Writer:
    """Follows a path twice: where it really is, and where what was written so far leads.

    A relative command is rounded from the second place, so that roundings do not add up.
    """

    def __init__(self, decimals: int) -> None:
        self.decimals = decimals
        self.real: Point = (0.0, 0.0)
        self.written: Point = (0.0, 0.0)
        self.real_start = self.written_start = self.real
        self.out: list[str] = []
        self.last = ""

    def write(self, segments: list[Segment]) -> str:
        for command, numbers in segments:
            if command in "zZ":
                self.real, self.written = self.real_start, self.written_start
                self.out.append("z")
                self.last = ""
                continue
            self._segment(command, numbers)
        return "".join(self.out)

    def _segment(self, command: str, numbers: list[float]) -> None:
        kind = command.lower()
        head, points = self._absolute(kind, numbers, relative=command.islower())
        decimals = self.decimals + (_MORE_FOR_ARCS if kind == "a" else 0)
        leading = [short_number(number, decimals) for number in head]
        spelt = [
            self._spelling(kind, leading, points, decimals, is_relative)
            for is_relative in (True, False)
        ]
        text, place, self.last = min(spelt, key=lambda option: len(option[0]))
        self.out.append(text)
        self.real, self.written = points[-1], place
        if kind == "m":
            self.real_start, self.written_start = self.real, self.written

    def _absolute(
        self, kind: str, numbers: list[float], *, relative: bool
    ) -> tuple[list[float], list[Point]]:
        """What stands before the points (an arc's radii, turn and flags), and the points."""
        x, y = self.real if relative else (0.0, 0.0)
        if kind == "h":
            return [], [(x + numbers[0], self.real[1])]
        if kind == "v":
            return [], [(self.real[0], y + numbers[0])]
        head = 5 if kind == "a" else 0
        pairs = zip(numbers[head::2], numbers[head + 1 :: 2], strict=True)
        return numbers[:head], [(x + dx, y + dy) for dx, dy in pairs]

    def _spelling(
        self, kind: str, head: list[str], points: list[Point], decimals: int, relative: bool
    ) -> tuple[str, Point, str]:
        """The text to add, the place where it leads, and the command that goes on without one."""
        x, y = self.written if relative else (0.0, 0.0)
        moved = [(round(px - x, decimals), round(py - y, decimals)) for px, py in points]
        place = (x + moved[-1][0], y + moved[-1][1])
        texts = [short_number(number, decimals) for point in moved for number in point]
        if kind in "lhv":
            kind, texts = self._straight(moved[-1], texts, relative)
        command = kind if relative else kind.upper()
        text = joined(head + texts)
        if self.last == command:
            text = joined([self._last_number(), *head, *texts])[len(self._last_number()) :]
        else:
            text = command + text
        return text, place, {"m": "l", "M": "L"}.get(command, command)

    def _straight(self, move: Point, texts: list[str], relative: bool) -> tuple[str, list[str]]:
        """A line along an axis needs one number."""
        x, y = (0.0, 0.0) if relative else self.written
        if abs(move[1] - y) < 10**-9:
            return "h", texts[:1]
        if abs(move[0] - x) < 10**-9:
            return "v", texts[1:]
        return "l", texts

    def _last_number(self) -> str:
        found = re.search(r"-?[0-9]*\.?[0-9]+$", self.out[-1])
        return found.group() if found else ""
