"""How much a renderer has to draw once every reference is followed.

Counting `use` elements does not stop a bomb: thirty of them, nested, draw 2^30 shapes. So each
element gets a cost, the number of elements visited for it, and the costliest references go until
the whole picture is affordable.
"""

from dataclasses import dataclass
from typing import Final

from generation.svg import limits, policy
from generation.svg.links import cut_reference, references
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

_COST_STEPS: Final = (1_000, 30, 0)
_ENOUGH: Final = 10**9
_MARKERS: Final = frozenset(("marker-start", "marker-mid", "marker-end"))
# Drawn once for every shape that inherits them, markers at every vertex.
_MULTIPLIED: Final = _MARKERS | {"fill", "stroke"}


def limit_expansion(
    root: Node, by_name: dict[str, Node], users: list[Node], receipt: Receipt
) -> None:
    """Cut circles, long chains, and whatever makes the picture too costly to draw.

    `users` are the elements that refer to something; every name they use is in `by_name`.
    """
    graph = _Graph(by_name, users, receipt)
    total = graph.cost(root)  # cuts the circles, even where nothing is costly
    for threshold in _COST_STEPS:
        if total <= limits.MAX_EXPANDED:
            return
        graph.cut_above(threshold, users)
        total = graph.cost(root)
    if total > limits.MAX_EXPANDED:
        _drop_filters(root, receipt)


def _drop_filters(root: Node, receipt: Receipt) -> None:
    """The last resort: no filter at all, whether by reference or by function."""
    for node in root.walk():
        if node.attributes.pop("filter", None) is not None:
            receipt.add("reference_limit", "filter", node.name)


@dataclass(slots=True)
class _Edge:
    attribute: str  # "" for a child
    target: Node


@dataclass(slots=True)
class _Weight:
    """What an element amounts to: elements and vertices drawn, references one behind another."""

    cost: int
    vertices: int
    depth: int = 0


@dataclass(slots=True)
class _Visit:
    node: Node
    edges: list[_Edge]
    next: int = 0


class _Graph:
    """Weights of elements, by a depth-first walk over children and references."""

    def __init__(self, by_name: dict[str, Node], users: list[Node], receipt: Receipt) -> None:
        self._by_name = by_name
        self._users = {id(node) for node in users}
        self._receipt = receipt
        self._edges: dict[int, list[_Edge]] = {}
        self._own: dict[int, _Weight] = {}
        self._weights: dict[int, _Weight] = {}

    def cost(self, root: Node) -> int:
        """Elements visited for the root; cuts circles and chains that are too long."""
        self._weights = {}
        paused: dict[int, _Visit] = {}
        open_nodes = {id(root)}
        stack = [_Visit(root, self._edges_of(root))]
        while stack:
            visit = stack[-1]
            if visit.next == len(visit.edges):
                stack.pop()
                open_nodes.discard(id(visit.node))
                self._finish(visit)
                continue
            edge = visit.edges[visit.next]
            visit.next += 1
            target = id(edge.target)
            if target in open_nodes:
                self._cut_circle(stack, open_nodes, paused)
            elif target not in self._weights:
                open_nodes.add(target)
                known = paused.pop(target, None)
                stack.append(known or _Visit(edge.target, self._edges_of(edge.target)))
        return self._weights[id(root)].cost

    def _edges_of(self, node: Node) -> list[_Edge]:
        """Edges to children and references; plain leaves are counted at once instead."""
        known = self._edges.get(id(node))
        if known is not None:
            return known
        own = _Weight(_own_cost(node), _vertices(node))
        edges: list[_Edge] = []
        for child in node.children:
            if not isinstance(child, Node):
                continue
            if child.children or id(child) in self._users:
                edges.append(_Edge("", child))
            else:
                own.cost += _own_cost(child)
                own.vertices += _vertices(child)
        if id(node) in self._users:
            edges += [_Edge(a, self._by_name[n]) for a, n in references(node)]
        self._edges[id(node)], self._own[id(node)] = edges, own
        return edges

    def _cut_circle(
        self, stack: list[_Visit], open_nodes: set[int], paused: dict[int, _Visit]
    ) -> None:
        """Cut the last reference on the way to an element that is open already.

        A child is no reference. Elements between are left, to go on where they were.
        """
        while not stack[-1].edges[stack[-1].next - 1].attribute:
            visit = stack.pop()
            visit.next -= 1
            open_nodes.discard(id(visit.node))
            paused[id(visit.node)] = visit
        self._cut(stack[-1], stack[-1].edges[stack[-1].next - 1], "reference")

    def _cut(self, visit: _Visit, edge: _Edge, code: str) -> None:
        cut_reference(visit.node, edge.attribute)
        self._receipt.add(code, edge.attribute, visit.node.name)
        visit.next -= 1
        visit.edges.remove(edge)

    def _finish(self, visit: _Visit) -> None:
        own = self._own[id(visit.node)]
        total = _Weight(own.cost, own.vertices)
        for edge in list(visit.edges):
            weight = self._weights[id(edge.target)]
            below = weight.depth + (edge.attribute != "")
            if below > limits.MAX_REFERENCE_DEPTH and edge.attribute:
                self._cut(visit, edge, "reference_limit")
                continue
            total.depth = max(total.depth, below)
            if edge.attribute not in _MULTIPLIED and edge.target.name not in policy.GRADIENTS:
                total.cost += weight.cost
                total.vertices += weight.vertices
        drawn = total.cost
        for edge in visit.edges:
            if edge.attribute in _MULTIPLIED:
                total.cost += self._painted(edge, drawn, total.vertices)
        total.cost, total.vertices = min(total.cost, _ENOUGH), min(total.vertices, _ENOUGH)
        self._weights[id(visit.node)] = total

    def _painted(self, edge: _Edge, drawn: int, vertices: int) -> int:
        """What a paint or a marker adds; a gradient is no drawing of its own."""
        if edge.target.name in policy.GRADIENTS:
            return 0
        times = vertices if edge.attribute in _MARKERS else drawn
        return times * self._weights[id(edge.target)].cost

    def cut_above(self, threshold: int, users: list[Node]) -> None:
        """Cut every reference that adds more than the threshold."""
        for node in users:
            weight = self._weights[id(node)]
            for edge in list(self._edges[id(node)]):
                if not edge.attribute or edge.target.name in policy.GRADIENTS:
                    continue
                added = self._weights[id(edge.target)].cost
                if edge.attribute in _MULTIPLIED:
                    added = self._painted(edge, 1, weight.vertices)
                if added > threshold:
                    cut_reference(node, edge.attribute)
                    self._edges[id(node)].remove(edge)
                    self._receipt.add("reference_limit", edge.attribute, node.name)


def _own_cost(node: Node) -> int:
    attributes = node.attributes
    if "filter" in attributes or "mask" in attributes:
        return 1 + limits.BITMAP_COST
    return 1


def _vertices(node: Node) -> int:
    """No fewer vertices than a marker is drawn at: two characters at least make one."""
    attributes = node.attributes
    return 2 + len(attributes.get("d") or attributes.get("points") or "") // 2
