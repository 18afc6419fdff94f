"""References inside a picture: no dead ends, no circles, bounded expansion."""

from generation.svg import policy
from generation.svg.expansion import limit_expansion
from generation.svg.links import cut_reference, references, targets
from generation.svg.receipt import Receipt
from generation.svg.tree import Node


def resolve_references(root: Node, receipt: Receipt) -> None:
    """Cut every reference that leads nowhere, to the wrong kind, in a circle, or too far."""
    by_name = targets(root)
    used = _cut_dead(root, by_name, receipt)
    if used or any("filter" in node.attributes for node in root.walk()):
        limit_expansion(root, by_name, used, receipt)
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


def _drop_empty_uses(root: Node) -> None:
    """Drop each `use` without a target, then each `use` of one that was dropped, and so on."""
    users: dict[str, list[Node]] = {}
    empty: list[Node] = []
    for node in root.walk():
        if node.name == "use" and "href" in node.attributes:
            users.setdefault(node.attributes["href"][1:], []).append(node)
        elif node.name == "use":
            empty.append(node)
    if not empty:
        return
    for node in empty:  # grows while it is read
        gone = users.pop(node.attributes.get("id", ""), [])
        for user in gone:
            del user.attributes["href"]
        empty += gone
    for node in root.walk():
        if any(isinstance(c, Node) and _is_empty_use(c) for c in node.children):
            node.children = [c for c in node.children if isinstance(c, str) or not _is_empty_use(c)]


def _is_empty_use(node: Node) -> bool:
    return node.name == "use" and "href" not in node.attributes
