"""Bounding boxes of what is drawn, near enough to frame it (curves by their control points)."""

import math
import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from generation.svg import policy
from generation.svg.grammars import NUMBER
from generation.svg.tree import Node

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x, y, width, height

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEFAULT_BOX: Final[Box] = (0.0, 0.0, 300.0, 150.0)  # what browsers give an svg without a size
_FUNCTION: Final = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY) ?\(([^)]*)\)")
_NUMBER: Final = re.compile(NUMBER)
_SEGMENT: Final = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
# Commands whose numbers are points as they stand.
_ONLY_PAIRS: Final = re.compile(r"[MLCSQTZz0-9eE+., -]*")
_ARITY: Final = {"m": 2, "l": 2, "t": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7, "z": 0}
_MAX_POINTS: Final = 20_000
_HUGE: Final = 1e9


def numbers(text: str) -> list[float]:
    """All numbers of a list, whatever separates them."""
    return [float(n) for n in _NUMBER.findall(text)]


def number_text(value: float) -> str:
    """The shortest plain spelling with at most three decimals; what is huge becomes a milliard."""
    if not abs(value) < _HUGE:  # not a number either
        value = math.copysign(_HUGE, value)
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def length_of(text: str, default: float = 0.0) -> float:
    """A length as a number of user units; its unit is not looked at."""
    found = _NUMBER.match(text)
    return float(found.group()) if found else default


def length(node: Node, name: str, default: float = 0.0) -> float:
    """A length attribute as a number of user units."""
    return length_of(node.attributes.get(name, ""), default)


def multiply(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that applies b, then a."""
    return (
        a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1],
        a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
        a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5],
    )  # fmt: skip


def matrix_of(transform: str) -> Matrix:
    """The matrix of an SVG transform list."""
    result = IDENTITY
    for name, arguments in _FUNCTION.findall(transform):
        result = multiply(result, _function_matrix(name, numbers(arguments)))
    return result


def _function_matrix(name: str, n: list[float]) -> Matrix:
    if name == "matrix" and len(n) == 6:
        return (n[0], n[1], n[2], n[3], n[4], n[5])
    if name == "translate" and n:
        return (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0)
    if name == "scale" and n:
        return (n[0], 0, 0, n[1] if len(n) > 1 else n[0], 0, 0)
    if name == "rotate" and n:
        return _rotation(*n[:3]) if len(n) >= 3 else _rotation(n[0], 0, 0)
    if name in ("skewX", "skewY") and n:
        slope = math.tan(math.radians(n[0]))
        return (1, 0, slope, 1, 0, 0) if name == "skewX" else (1, slope, 0, 1, 0, 0)
    return IDENTITY


def _rotation(angle: float, x: float, y: float) -> Matrix:
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)


def path_points(d: str) -> Iterator[Point]:
    """End points and control points of path data, in order."""
    if _ONLY_PAIRS.fullmatch(d):
        n = numbers(d)
        yield from zip(n[::2], n[1::2], strict=False)
        return
    x = y = start_x = start_y = 0.0
    for letter, arguments in _SEGMENT.findall(d):
        kind, relative = letter.lower(), letter.islower()
        n, size = numbers(arguments), _ARITY[letter.lower()]
        if kind == "z":
            x, y = start_x, start_y
        for i in range(0, len(n) - size + 1, size or 1) if size else ():
            group = n[i : i + size]
            pairs = _pairs(kind, group, x, y, relative)
            yield from pairs
            x, y = pairs[-1]
            if kind == "m" and i == 0:
                start_x, start_y = x, y


def _pairs(kind: str, group: list[float], x: float, y: float, relative: bool) -> list[Point]:
    if kind == "h":
        return [(group[0] + (x if relative else 0), y)]
    if kind == "v":
        return [(x, group[0] + (y if relative else 0))]
    if kind == "a":
        group = group[5:]
    dx, dy = (x, y) if relative else (0.0, 0.0)
    return [(group[i] + dx, group[i + 1] + dy) for i in range(0, len(group), 2)]


def shape_points(node: Node) -> list[Point]:
    """Points whose hull holds the shape, in the shape's own coordinates."""
    get = partial(length, node)
    if node.name in ("rect", "svg"):
        x, y, w, h = get("x"), get("y"), get("width"), get("height")
        return [(x, y), (x + w, y), (x, y + h), (x + w, y + h)]
    if node.name in ("circle", "ellipse"):
        x, y = get("cx"), get("cy")
        rx = get("r") or get("rx") or get("ry")
        ry = get("r") or get("ry") or rx
        return [(x - rx, y - ry), (x + rx, y - ry), (x - rx, y + ry), (x + rx, y + ry)]
    if node.name == "line":
        return [(get("x1"), get("y1")), (get("x2"), get("y2"))]
    if node.name in ("polyline", "polygon"):
        n = numbers(node.attributes.get("points", ""))
        return list(zip(n[::2], n[1::2], strict=False))
    if node.name == "path":
        return list(path_points(node.attributes.get("d", "")))
    return _text_points(node) if node.name == "text" else []


def box(node: Node) -> Box:
    """The box around a shape, in the shape's own coordinates."""
    points = shape_points(node) or [(0.0, 0.0)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def _text_points(node: Node) -> list[Point]:
    x, y, size = length(node, "x"), length(node, "y"), length(node, "font-size", 16.0)
    wide = 0.6 * size * min(200, len(node.text().strip()))
    shift = {"middle": -wide / 2, "end": -wide}.get(node.attributes.get("text-anchor", ""), 0.0)
    return [(x + shift, y - size), (x + shift + wide, y + size / 4)]


def drawn_box(root: Node) -> Box:
    """The box of everything drawn, with the strokes' width around it; a default if none is."""
    left = top = math.inf
    right = bottom = -math.inf
    budget = _MAX_POINTS
    stack: list[tuple[Node, Matrix]] = [(root, IDENTITY)]
    while stack and budget > 0:
        node, outer = stack.pop()
        matrix = multiply(outer, matrix_of(node.attributes.get("transform", "")))
        points = [] if node is root else shape_points(node)[:budget]
        budget -= len(points)
        edge = length(node, "stroke-width", 1.0) / 2 if "stroke" in node.attributes else 0.0
        for px, py in points:
            x = matrix[0] * px + matrix[2] * py + matrix[4]
            y = matrix[1] * px + matrix[3] * py + matrix[5]
            left, right = min(left, x - edge), max(right, x + edge)
            top, bottom = min(top, y - edge), max(bottom, y + edge)
        stack.extend((c, matrix) for c in node.nodes() if c.name not in policy.NEVER_DRAWN)
    width, height = right - left, bottom - top
    sound = all(math.isfinite(n) and abs(n) < 1e9 for n in (left, top, width, height))
    return (left, top, width, height) if sound and width > 0 and height > 0 else DEFAULT_BOX
