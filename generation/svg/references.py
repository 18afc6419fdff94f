"""The graph of references inside a picture: no dead ends, no circles, bounded expansion.

Counting `use` elements does not stop a bomb: thirty of them, nested, draw 2^30 shapes. So each
element gets a cost, the number of elements a renderer visits for it once every reference is
followed, and the costliest references go until the whole picture is affordable.
"""

import re
from dataclasses import dataclass
from typing import Final

from generation.svg import limits, policy
from generation.svg.grammars import split_reference
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

_COST_STEPS: Final = (1_000, 30, 0)
_ENOUGH: Final = 10**9
_VERTEX: Final = re.compile(r"[A-Za-z,]")
_MULTIPLIED: Final = frozenset(("fill", "stroke", "marker-start", "marker-mid", "marker-end"))


@dataclass(slots=True)
class _Edge:
    attribute: str  # "" for a child
    target: Node


@dataclass(slots=True)
class _Visit:
    node: Node
    edges: list[_Edge]
    next: int = 0


def targets(root: Node) -> dict[str, Node]:
    """Each element that has a name, by name."""
    return {n.attributes["id"]: n for n in root.walk() if "id" in n.attributes}


def reference_of(node: Node, attribute: str) -> tuple[str, str] | None:
    """(name, fallback) of the reference in an attribute, else None."""
    value = node.attributes.get(attribute)
    if value is None:
        return None
    if attribute == "href":
        return value[1:], ""
    return split_reference(value) if value.startswith("url(") else None


def references(node: Node) -> list[tuple[str, str]]:
    """(attribute, name) of every reference of one element."""
    found: list[tuple[str, str]] = []
    for attribute, value in node.attributes.items():
        if attribute == "href":
            found.append((attribute, value[1:]))
        elif value.startswith("url(") and attribute in policy.REFERENCE_TARGETS:
            split = split_reference(value)
            found += [(attribute, split[0])] if split else []
    return found


def resolve_references(root: Node, receipt: Receipt) -> None:
    """Cut every reference that leads nowhere, to the wrong kind, in a circle, or too far."""
    by_name = targets(root)
    used = _cut_dead(root, by_name, receipt)
    if not used and not any("filter" in node.attributes for node in root.walk()):
        return
    graph = _Graph(by_name, receipt)
    # The circles go first, even where nothing is costly.
    total = graph.cost(root)
    for threshold in _COST_STEPS:
        if total <= limits.MAX_EXPANDED:
            break
        graph.cut_above(threshold, used)
        if threshold == 0:
            _drop_filters(root, receipt)
            break
        total = graph.cost(root)
    _drop_empty_uses(root)


def _cut_dead(root: Node, by_name: dict[str, Node], receipt: Receipt) -> list[Node]:
    """Cut what leads nowhere; return the elements that still refer to something."""
    used: dict[int, Node] = {}
    for node in root.walk():
        for attribute, name in references(node):
            target = by_name.get(name)
            allowed = (
                policy.HREF_TARGETS.get(node.name, frozenset())
                if attribute == "href"
                else policy.REFERENCE_TARGETS[attribute]
            )
            if target is None or target.name not in allowed:
                cut_reference(node, attribute)
                receipt.add("reference", attribute, node.name)
            else:
                used[id(node)] = node
    return list(used.values())


def cut_reference(node: Node, attribute: str) -> None:
    """Remove a reference; a paint becomes its fallback, or none as browsers paint it."""
    found = reference_of(node, attribute)
    if attribute in ("fill", "stroke") and found:
        node.attributes[attribute] = found[1] or "none"
    else:
        node.attributes.pop(attribute, None)


def _drop_empty_uses(root: Node) -> None:
    for node in root.walk():
        if any(isinstance(c, Node) and _is_empty_use(c) for c in node.children):
            node.children = [c for c in node.children if isinstance(c, str) or not _is_empty_use(c)]


def _drop_filters(root: Node, receipt: Receipt) -> None:
    """The last resort: no filter at all, whether by reference or by function."""
    for node in root.walk():
        if node.attributes.pop("filter", None) is not None:
            receipt.add("reference_limit", "filter", node.name)


def _is_empty_use(node: Node) -> bool:
    return node.name == "use" and "href" not in node.attributes


class _Graph:
    """Costs of elements, by a depth-first walk over children and references."""

    def __init__(self, by_name: dict[str, Node], receipt: Receipt) -> None:
        self._by_name = by_name
        self._receipt = receipt
        self._known_edges: dict[int, list[_Edge]] = {}
        self._cost: dict[int, int] = {}
        self._depth: dict[int, int] = {}

    def cost(self, root: Node) -> int:
        """Elements visited for the root; cuts circles and chains that are too long."""
        self._cost, self._depth = {}, {}
        open_nodes = {id(root)}
        stack = [_Visit(root, self._edges(root))]
        while stack:
            visit = stack[-1]
            if visit.next == len(visit.edges):
                stack.pop()
                open_nodes.discard(id(visit.node))
                self._finish(visit)
                continue
            edge = visit.edges[visit.next]
            visit.next += 1
            if id(edge.target) in open_nodes:
                self._cut(visit, edge, "reference")
            elif id(edge.target) not in self._cost:
                open_nodes.add(id(edge.target))
                stack.append(_Visit(edge.target, self._edges(edge.target)))
        return self._cost[id(root)]

    def _edges(self, node: Node) -> list[_Edge]:
        known = self._known_edges.get(id(node))
        if known is not None:
            return known
        edges = [_Edge("", child) for child in node.children if isinstance(child, Node)]
        edges += [_Edge(a, self._by_name[n]) for a, n in references(node) if n in self._by_name]
        self._known_edges[id(node)] = edges
        return edges

    def _cut(self, visit: _Visit, edge: _Edge, code: str) -> None:
        cut_reference(visit.node, edge.attribute)
        self._receipt.add(code, edge.attribute, visit.node.name)
        visit.next -= 1
        visit.edges.remove(edge)

    def _finish(self, visit: _Visit) -> None:
        node, cost, depth = visit.node, self._own_cost(visit.node), 0
        for edge in list(visit.edges):
            below = self._depth[id(edge.target)] + (edge.attribute != "")
            if below > limits.MAX_REFERENCE_DEPTH and edge.attribute:
                visit.next = len(visit.edges)
                self._cut(visit, edge, "reference_limit")
                continue
            depth = max(depth, below)
            if edge.attribute not in _MULTIPLIED and edge.target.name not in policy.GRADIENTS:
                cost += self._cost[id(edge.target)]
        base = cost
        for edge in visit.edges:
            if edge.attribute in _MULTIPLIED:
                cost += self.contribution(node, edge.attribute, edge.target, base)
        self._cost[id(node)], self._depth[id(node)] = min(cost, _ENOUGH), depth

    @staticmethod
    def _own_cost(node: Node) -> int:
        filtered = node.attributes.get("filter", "none") != "none" or "mask" in node.attributes
        return 1 + limits.BITMAP_COST * filtered

    def contribution(self, node: Node, attribute: str, target: Node, base: int) -> int:
        """What a paint or a marker adds: it is drawn for each shape, a marker at each vertex."""
        if target.name in policy.GRADIENTS:
            return 0
        times = _vertices(node) if attribute.startswith("marker") else 1
        return base * times * self._cost[id(target)]

    def cut_above(self, threshold: int, used: list[Node]) -> None:
        """Cut every reference to something that costs more than the threshold."""
        for node in used:
            for attribute, name in references(node):
                target = self._by_name[name]
                if self.contribution(node, attribute, target, 1) > threshold:
                    cut_reference(node, attribute)
                    self._known_edges.pop(id(node), None)
                    self._receipt.add("reference_limit", attribute, node.name)


def _vertices(node: Node) -> int:
    """An upper bound of the vertices that an element's own marker is drawn at."""
    text = node.attributes.get("d") or node.attributes.get("points") or ""
    return max(2, len(_VERTEX.findall(text)), text.count(" ")) if text else 2
