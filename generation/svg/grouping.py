"""Groups that group nothing, taken away without changing what is drawn."""

from generation.svg.policy import SHAPES, TEXT_CONTENT
from generation.svg.tree import Node

# Its children take turns, so that one more or less changes which is drawn.
_KEEPS_CHILDREN = frozenset(("switch",))
_TAKES_OVER = SHAPES | {"g", "text", "use"}
# A child's own value may be a share of the group's.
_RELATIVE = frozenset(("font-size", "font-weight", "letter-spacing", "word-spacing"))


def simplify_groups(root: Node, inherited: frozenset[str]) -> None:
    """Drop empty groups, open those without attributes, hand one child's group's attributes down.

    `inherited` names the properties that a child inherits.
    """
    may_move = inherited | {"transform", "font-family", "font-size", "color"}
    for node in reversed(list(root.walk())):  # the innermost first
        if node.name not in _KEEPS_CHILDREN and node.name not in TEXT_CONTENT:
            node.children = [kept for child in node.children for kept in _opened(child, may_move)]


def _opened(child: "Node | str", may_move: frozenset[str]) -> list["Node | str"]:
    """What is to stand in place of a child."""
    if isinstance(child, str) or child.name != "g" or child.css or "id" in child.attributes:
        return [child]
    inside = child.nodes()
    if not inside:
        return []
    if not child.attributes:
        return [*inside]
    if len(inside) == 1 and _can_take_over(inside[0], child, may_move):
        _take_over(inside[0], child)
        return [*inside]
    return [child]


def _can_take_over(child: Node, group: Node, may_move: frozenset[str]) -> bool:
    names = group.attributes.keys()
    both = names & child.attributes.keys()
    return (
        child.name in _TAKES_OVER
        and "id" not in child.attributes
        and "transform-origin" not in child.attributes
        and "transform-box" not in child.css
        and names <= may_move
        and not both & _RELATIVE
        and not any(child.attributes[name] == "inherit" for name in both)
    )


def _take_over(child: Node, group: Node) -> None:
    transform = group.attributes.pop("transform", "") + child.attributes.pop("transform", "")
    child.attributes = group.attributes | child.attributes
    if transform:
        child.attributes["transform"] = transform
