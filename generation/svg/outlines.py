"""Shapes as path data, moved by a matrix: what CSS can clip with."""

from generation.svg.geometry import (
    IDENTITY,
    Matrix,
    Point,
    length,
    matrix_of,
    multiply,
    number_text,
    numbers,
)
from generation.svg.tree import Node

_ARC = 0.5522847498  # how far a quarter circle's control points stand out (cubic Bézier)


def outline(node: Node, matrix: Matrix = IDENTITY) -> str | None:
    """Path data of a shape in its parent's coordinates; None where that cannot be told."""
    matrix = multiply(matrix, matrix_of(node.attributes.get("transform", "")))
    if node.name == "rect":
        return _rectangle(node, matrix)
    if node.name in ("circle", "ellipse"):
        return _ellipse(node, matrix)
    if node.name in ("polygon", "polyline"):
        n = numbers(node.attributes.get("points", ""))
        return _polygon(list(zip(n[::2], n[1::2], strict=False)), matrix)
    if node.name == "path" and matrix == IDENTITY:
        return node.attributes.get("d", "").strip()
    return None


def _rectangle(node: Node, matrix: Matrix) -> str | None:
    x, y, w, h = (length(node, name) for name in ("x", "y", "width", "height"))
    if any(node.attributes.get(name, "").endswith("%") for name in ("x", "y", "width", "height")):
        return None
    rx = length(node, "rx", length(node, "ry"))
    ry = length(node, "ry", rx)
    if rx <= 0 or ry <= 0:
        return _polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], matrix)
    return _rounded(x, y, w, h, min(rx, w / 2), min(ry, h / 2), matrix)


def _rounded(x: float, y: float, w: float, h: float, rx: float, ry: float, matrix: Matrix) -> str:
    kx, ky = rx * (1 - _ARC), ry * (1 - _ARC)
    right, bottom = x + w, y + h
    start = f"M{_points([(x + rx, y)], matrix)}"
    sides: list[tuple[Point, list[Point]]] = [
        ((right - rx, y), [(right - kx, y), (right, y + ky), (right, y + ry)]),
        ((right, bottom - ry), [(right, bottom - ky), (right - kx, bottom), (right - rx, bottom)]),
        ((x + rx, bottom), [(x + kx, bottom), (x, bottom - ky), (x, bottom - ry)]),
        ((x, y + ry), [(x, y + ky), (x + kx, y), (x + rx, y)]),
    ]
    drawn = "".join(f"L{_points([a], matrix)}C{_points(c, matrix)}" for a, c in sides)
    return f"{start}{drawn}Z"


def _ellipse(node: Node, matrix: Matrix) -> str:
    x, y = length(node, "cx"), length(node, "cy")
    rx = length(node, "r" if node.name == "circle" else "rx")
    ry = length(node, "r" if node.name == "circle" else "ry", rx)
    return _rounded(x - rx, y - ry, 2 * rx, 2 * ry, rx, ry, matrix)


def _polygon(points: list[Point], matrix: Matrix) -> str | None:
    return f"M{_points(points, matrix)}Z" if points else None


def _points(points: list[Point], matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix
    moved = ((a * x + c * y + e, b * x + d * y + f) for x, y in points)
    return " ".join(f"{number_text(x)} {number_text(y)}" for x, y in moved)
