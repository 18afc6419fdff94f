"""References inside a picture: no dead ends, no circles, bounded expansion."""

from generation.svg import policy
from generation.svg.expansion import limit_expansion
from generation.svg.links import cut_reference, references
from generation.svg.receipt import Receipt
from generation.svg.tree import Node


def resolve_references(root: Node, receipt: Receipt) -> None:
    """Cut every reference that leads nowhere, to the wrong kind, in a circle, or too far."""
    nodes = list(root.walk())
    by_name = {node.attributes["id"]: node for node in nodes if "id" in node.attributes}
    used = _cut_dead(nodes, by_name, receipt)
    if _may_be_costly(nodes, by_name, used):
        limit_expansion(root, by_name, used, receipt)
    _drop_empty_uses(nodes)


def _cut_dead(nodes: list[Node], by_name: dict[str, Node], receipt: Receipt) -> list[Node]:
    """Cut what leads nowhere; return the elements that still refer to something."""
    used: dict[int, Node] = {}
    for node in nodes:
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


def _may_be_costly(nodes: list[Node], by_name: dict[str, Node], used: list[Node]) -> bool:
    """Whether there can be a circle or much to draw: fills with plain gradients are neither."""
    for node in used:
        targets_of = (by_name[name].name for _, name in references(node))
        if node.name in policy.GRADIENTS or not policy.GRADIENTS.issuperset(targets_of):
            return True
    return any("filter" in node.attributes for node in nodes)


def _drop_empty_uses(nodes: list[Node]) -> None:
    """Drop each `use` without a target, then each `use` of one that was dropped, and so on."""
    users: dict[str, list[Node]] = {}
    empty: list[Node] = []
    for node in nodes:
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
    for node in nodes:
        if any(_is_empty_use(child) for child in node.nodes()):
            node.children = [c for c in node.children if isinstance(c, str) or not _is_empty_use(c)]


def _is_empty_use(node: Node) -> bool:
    return node.name == "use" and "href" not in node.attributes
