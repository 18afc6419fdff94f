"""`use`, `symbol` and `switch` written out, for a profile that has none of them."""

from generation.svg.budget import Budget
from generation.svg.links import targets
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

_PLACING = ("x", "y", "width", "height", "href")


def copy_uses(root: Node, budget: Budget, receipt: Receipt) -> None:
    """Replace each `use` by a group that holds a copy of its target.

    The copies' own `use` elements are reached later in the same walk; there are no circles.
    """
    by_name = targets(root)
    stack = [root]
    while stack:
        node = stack.pop()
        if any(child.name == "use" for child in node.nodes()):
            node.children = [
                new
                for child in node.children
                if (new := _copied(child, by_name, budget, receipt)) is not None
            ]
        stack.extend(node.nodes())


def _copied(
    child: Node | str, by_name: dict[str, Node], budget: Budget, receipt: Receipt
) -> Node | str | None:
    if isinstance(child, str) or child.name != "use":
        return child
    target = by_name.get(child.attributes.get("href", "#")[1:])
    copied = budget.copy(target, around=1) if target else None
    if copied is None:
        receipt.add("use_dropped", "", "use")
        return None
    receipt.add("use", "", "use")
    if copied.name in ("symbol", "svg"):
        _fit_viewport(copied, child)
    attributes = {k: v for k, v in child.attributes.items() if k not in _PLACING}
    x, y = (child.attributes.get(axis, "0") for axis in ("x", "y"))
    if (x, y) != ("0", "0"):
        moved = f"translate({x.removesuffix('px')} {y.removesuffix('px')})"
        attributes["transform"] = f"{attributes.get('transform', '')} {moved}".strip()
    return Node("g", attributes, [copied], css=dict(child.css))


def _fit_viewport(symbol: Node, use: Node) -> None:
    """A symbol is drawn in a viewport of the size that `use` asks for: an inner svg."""
    symbol.name = "svg"
    for side in ("width", "height"):
        if side in use.attributes:
            symbol.attributes[side] = use.attributes[side]
    for name in ("refX", "refY"):
        symbol.attributes.pop(name, None)


def resolve_switches(root: Node, receipt: Receipt) -> None:
    """Replace each `switch` by a group that holds its first branch."""
    for node in root.walk():
        if node.name == "switch":
            node.name = "g"
            node.children = list(node.nodes()[:1])
            receipt.add("switch", "", "switch")
