"""Arrow heads and other markers copied onto the lines that carry them."""

import math
from collections.abc import Iterator
from itertools import groupby

from generation.svg.budget import Budget
from generation.svg.geometry import Point, length, number_text, numbers, shape_points
from generation.svg.links import reference_of, targets
from generation.svg.receipt import Receipt
from generation.svg.tree import Node, walk_with_ancestors

_NAMES = ("marker-start", "marker-mid", "marker-end")
_POINTED = frozenset(("line", "polyline", "polygon", "path"))
_MAX_MIDS = 200
_OUTER = ("transform", "opacity", "clip-path", "filter", "visibility", "display")


def copy_markers(root: Node, budget: Budget, receipt: Receipt) -> None:
    """Put a copy of each marker where it would be drawn, and drop the marker attributes."""
    by_name = targets(root)
    if not any(node.name == "marker" for node in by_name.values()):
        return
    heads: dict[int, Node] = {}
    for node, ancestors in walk_with_ancestors(root):
        if node.name in _POINTED:
            chain = [node, *reversed(ancestors)]
            copies = list(_copies(node, chain, by_name, budget))
            if copies:
                receipt.add("marker", "", node.name, count=len(copies))
                outer = {k: node.attributes[k] for k in _OUTER if k in node.attributes}
                heads[id(node)] = Node("g", outer, list(copies))
    for node in list(root.walk()):
        _insert(node, heads)


def _insert(node: Node, heads: dict[int, Node]) -> None:
    for name in _NAMES:
        node.attributes.pop(name, None)
    if any(id(child) in heads for child in node.nodes()):
        node.children = [
            new
            for child in node.children
            for new in (child, heads.get(id(child)))
            if new is not None
        ]


def _copies(
    node: Node, chain: list[Node], by_name: dict[str, Node], budget: Budget
) -> Iterator[Node]:
    for name in _NAMES:
        carrier = next((n for n in chain if name in n.attributes), None)
        found = reference_of(carrier, name) if carrier else None
        marker = by_name.get(found[0]) if found else None
        if marker is None:
            continue
        for point, angle in _places(node, name):
            content = budget.copy(marker, around=2)
            if content is not None:
                yield _placed(content, chain, point, angle, name == "marker-start")


def _places(node: Node, name: str) -> list[tuple[Point, float]]:
    """The points of one kind of vertex, each with the direction of the line in degrees."""
    points = [point for point, _ in groupby(shape_points(node))]
    if node.name == "polygon" and points:
        points.append(points[0])
    if len(points) < 2:
        return []
    if name == "marker-start":
        return [(points[0], _angle(points[0], points[1]))]
    if name == "marker-end":
        return [(points[-1], _angle(points[-2], points[-1]))]
    if node.name == "path":
        return []
    middle = zip(points, points[1:], points[2:], strict=False)
    return [(here, _angle(before, after)) for before, here, after in middle][:_MAX_MIDS]


def _angle(a: Point, b: Point) -> float:
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _placed(marker: Node, chain: list[Node], point: Point, angle: float, start: bool) -> Node:
    get = marker.attributes.get
    orient = get("orient", "0")
    if orient == "auto-start-reverse" and start:
        angle += 180
    elif not orient.startswith("auto"):
        angle = (numbers(orient) or [0.0])[0]
    scale, origin = _viewport(marker)
    if get("markerUnits") != "userSpaceOnUse":
        scale *= float(numbers(_inherited(chain, "stroke-width", "1"))[0])
    place = " ".join(number_text(n) for n in point)
    shift = " ".join(number_text(-n) for n in origin)
    transform = (
        f"translate({place}) rotate({number_text(angle)}) scale({scale:.6g}) translate({shift})"
    )
    group = Node("g", {"transform": transform, "stroke": "none", "fill": "black"}, marker.children)
    group.attributes |= {
        k: v for k, v in marker.attributes.items() if k in ("fill", "stroke", "opacity")
    }
    group.attributes["stroke-width"] = get("stroke-width", "1")
    _fill_in_context(group, chain)
    return group


def _viewport(marker: Node) -> tuple[float, Point]:
    """The scale of a marker's content, and the point of it that sits on the vertex."""
    box = numbers(marker.attributes.get("viewBox", ""))
    origin = length(marker, "refX"), length(marker, "refY")
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        return 1.0, origin
    width, height = length(marker, "markerWidth", 3), length(marker, "markerHeight", 3)
    return min(width / box[2], height / box[3]), origin


def _fill_in_context(group: Node, chain: list[Node]) -> None:
    paints = {
        "context-stroke": _inherited(chain, "stroke", "none"),
        "context-fill": _inherited(chain, "fill", "black"),
    }
    for node in group.walk():
        for name in ("fill", "stroke"):
            value = node.attributes.get(name, "")
            node.attributes |= {name: paints[value]} if value in paints else {}


def _inherited(chain: list[Node], name: str, default: str) -> str:
    return next((n.attributes[name] for n in chain if name in n.attributes), default)
