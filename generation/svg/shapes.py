"""The shapes of a picture by their geometry alone: colours, ids, order of attributes left out.

A shape is described by numbers that stay when it is moved, scaled, recoloured or written another
way: its extent and how its line is spread, in parts of the line's length.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from generation.svg import limits, policy
from generation.svg.extraction import extract
from generation.svg.flattening import (
    Outline,
    Pen,
    ellipse_points,
    rounded_rectangle,
)
from generation.svg.geometry import IDENTITY, Matrix, Point, length, matrix_of, multiply, numbers
from generation.svg.receipt import Receipt
from generation.svg.repair import repair_text
from generation.svg.tagsoup import TagSoup
from generation.svg.tree import Node

MAX_SHAPES: Final = 5_000
MAX_POINTS: Final = 60_000
MAX_TEXT: Final = 200
# Fewer corners than this, and no curve: a shape that any picture may have.
PLAIN_CORNERS: Final = 5
# A line that is shorter than this says nothing.
SHORTEST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Shape:
    """`x`, `y`: its middle. `size`: the length of its line. `form`: eight numbers below 1.

    `plain` shapes, such as circles and boxes, tell pictures apart only by how they stand.
    """

    x: float
    y: float
    size: float
    form: tuple[float, ...]
    plain: bool = False
    text: str = ""


def shapes_of(markup: str) -> list[Shape]:
    """Every outline and text, in the order in which they are drawn. Never raises; () at worst."""
    if len(markup) > limits.MAX_BYTES:
        return []
    found = extract(markup) if not markup.lstrip().startswith("<svg") else None
    candidate = found.best.markup if found and found.best else markup
    for text in (candidate, None):
        reader = _Reader()
        try:
            reader.feed((_repaired(candidate) if text is None else text).encode("utf-8", "replace"))
            reader.close()
            return reader.shapes
        except _FullError:
            return reader.shapes
        except (SAXException, ExpatError, DefusedXmlException, ValueError, OverflowError):
            continue
    return []


def _repaired(markup: str) -> str:
    receipt = Receipt()
    return TagSoup(repair_text(markup, receipt), receipt).repair()


class _FullError(Exception):
    """As many shapes have been read as are compared."""


class _Reader(DefusedExpatParser):  # type: ignore[misc]
    """Reads shapes while it parses, under the transforms of their ancestors."""

    def __init__(self) -> None:
        super().__init__(
            namespaceHandling=1, forbid_dtd=False, forbid_entities=True, forbid_external=True
        )
        self.shapes: list[Shape] = []
        self._matrices: list[Matrix] = [IDENTITY]
        self._hidden = 0
        self._points = MAX_POINTS
        self._text: tuple[Node, Matrix, list[str], int] | None = None

    def reset(self) -> None:
        super().reset()
        self._parser.CharacterDataHandler = self.characters

    def start_element_ns(self, name: str, attrs: dict[str, str]) -> None:
        local = name.split(" ")[1] if " " in name else name
        if self._hidden or local in policy.NEVER_DRAWN:
            self._hidden += 1
            return
        if len(self._matrices) > 10 * limits.MAX_DEPTH:
            raise _FullError
        node = Node(local, attrs)
        transform = attrs.get("transform", "")
        matrix = multiply(self._matrices[-1], matrix_of(transform)) if transform else None
        self._matrices.append(matrix or self._matrices[-1])
        if local == "text" and self._text is None:
            self._text = (node, self._matrices[-1], [], len(self._matrices))
        for points, closed in self._outlines(node):
            self._add(describe(_moved(points, self._matrices[-1]), closed=closed))

    def end_element_ns(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        if self._text and self._text[3] == len(self._matrices):
            node, matrix, words, _ = self._text
            self._text = None
            self._add(_text(node, matrix, "".join(words)))
        self._matrices.pop()

    def characters(self, data: str) -> None:
        if self._text and not self._hidden:
            self._text[2].append(data)

    def _outlines(self, node: Node) -> list[Outline]:
        outlines = outlines_of(node, most=self._points)
        self._points -= sum(len(points) for points, _ in outlines)
        if self._points <= 0:
            raise _FullError
        return outlines

    def _add(self, shape: Shape | None) -> None:
        if shape is not None:
            self.shapes.append(shape)
        if len(self.shapes) >= MAX_SHAPES:
            raise _FullError


def outlines_of(node: Node, *, most: int) -> list[Outline]:
    """The straight pieces of one element; none for what draws no outline."""
    if node.name == "path":
        return Pen().follow(node.attributes.get("d", ""), most=most)
    if node.name == "rect":
        return [(_rectangle(node), True)]
    if node.name in ("circle", "ellipse"):
        rx = length(node, "r") or length(node, "rx") or length(node, "ry")
        ry = length(node, "r") or length(node, "ry") or rx
        return [(ellipse_points(length(node, "cx"), length(node, "cy"), rx, ry), True)]
    if node.name == "line":
        ends = [(length(node, f"x{end}"), length(node, f"y{end}")) for end in "12"]
        return [(ends, False)]
    if node.name in ("polyline", "polygon"):
        n = numbers(node.attributes.get("points", ""))[: 2 * most]
        return [(list(zip(n[::2], n[1::2], strict=False)), node.name == "polygon")]
    return []


def _rectangle(node: Node) -> list[Point]:
    x, y, w, h = (length(node, name) for name in ("x", "y", "width", "height"))
    rx = length(node, "rx", length(node, "ry"))
    ry = length(node, "ry", rx)
    if rx > 0 and ry > 0:
        return rounded_rectangle(x, y, w, h, min(rx, w / 2), min(ry, h / 2))
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def _moved(points: list[Point], m: Matrix) -> list[Point]:
    if m is IDENTITY:
        return points
    return [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in points]


def _text(node: Node, m: Matrix, words: str) -> Shape | None:
    said = " ".join(words.split()).casefold()[:MAX_TEXT]
    if not said:
        return None
    x, y = length(node, "x"), length(node, "y")
    size = length(node, "font-size", 16.0) * math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))
    x, y = m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
    return Shape(x, y, max(size, SHORTEST), (), plain=len(said) < 3, text=said)


def describe(points: list[Point], *, closed: bool) -> Shape | None:
    """The shape of one outline; None where its line has no length or its numbers no bounds."""
    if len(points) < 2:
        return None
    # From its start, so that neither the area of an open line nor the digits depend on the place.
    ox, oy = points[0]
    points = [(x - ox, y - oy) for x, y in points]
    ring = [*points, points[0]] if closed else points
    whole = sx = sy = sxx = syy = sxy = area = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        step = math.hypot(x1 - x0, y1 - y0)
        whole += step
        sx, sy = sx + step * (x0 + x1) / 2, sy + step * (y0 + y1) / 2
        sxx += step * (x0 * x0 + x0 * x1 + x1 * x1) / 3
        syy += step * (y0 * y0 + y0 * y1 + y1 * y1) / 3
        sxy += step * (2 * x0 * y0 + 2 * x1 * y1 + x0 * y1 + x1 * y0) / 6
        area += x0 * y1 - x1 * y0
    if not SHORTEST < whole < 1e9 or not math.isfinite(sxx + syy):
        return None
    cx, cy = sx / whole, sy / whole
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    x, y = (left + right) / 2, (top + bottom) / 2
    form = (
        (right - left) / whole,
        (bottom - top) / whole,
        (cx - x) / whole,
        (cy - y) / whole,
        math.sqrt(max(sxx / whole - cx * cx, 0.0)) / whole,
        math.sqrt(max(syy / whole - cy * cy, 0.0)) / whole,
        (sxy / whole - cx * cy) / (whole * whole),
        math.sqrt(abs(area) / 2) / whole,
    )
    return Shape(ox + x, oy + y, whole, form, plain=_is_plain(ring, form))


def _is_plain(ring: list[Point], form: tuple[float, ...]) -> bool:
    # Of all outlines of one length the circle has the largest area.
    is_round = form[7] > 0.999 / math.sqrt(4 * math.pi) and len(ring) > PLAIN_CORNERS + 1
    return is_round or _corners(ring) < PLAIN_CORNERS


def _corners(ring: list[Point]) -> int:
    """How often the line turns, counted up to the number that matters."""
    turns = 0
    for (x0, y0), (x1, y1), (x2, y2) in zip(ring, ring[1:], ring[2:], strict=False):
        ax, ay, bx, by = x1 - x0, y1 - y0, x2 - x1, y2 - y1
        turns += abs(ax * by - ay * bx) > 1e-3 * (abs(ax) + abs(ay)) * (abs(bx) + abs(by))
        if turns >= PLAIN_CORNERS:
            break
    return turns
