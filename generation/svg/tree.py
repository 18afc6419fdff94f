"""The tree between reading and writing: small nodes, walked without recursion."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """One element: canonical local name, attributes, children (nodes and character data).

    `classes` and `style` (declarations as written) are only used until the cascade has turned
    them into attributes; `css` holds what has no attribute. `index`, `siblings` and
    `previous` (position from 0, number of elements in all, element before) are filled by
    `number_siblings`.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)
    classes: str = ""
    style: str = ""
    css: dict[str, str] = field(default_factory=dict)
    index: int = 0
    siblings: int = 1
    previous: "Node | None" = None

    def nodes(self) -> list["Node"]:
        """The child elements, without character data."""
        if not self.children:
            return []
        return [child for child in self.children if isinstance(child, Node)]

    def text(self) -> str:
        """The character data of this element and of all below it, in document order."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(parts)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in document order.

        Children are looked up after their parent was handed out, so a parent may change them.
        """
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            children = node.children
            if len(children) == 1:  # a text's words, a group's only shape
                if isinstance(children[0], Node):
                    stack.append(children[0])
            elif children:
                stack.extend([c for c in reversed(children) if isinstance(c, Node)])


def number_siblings(root: Node) -> None:
    """Fill `index`, `siblings` and `previous` of every element."""
    for node in root.walk():
        children = node.nodes()
        for index, child in enumerate(children):
            child.index, child.siblings = index, len(children)
            child.previous = children[index - 1] if index else None


def walk_with_ancestors(root: Node) -> Iterator[tuple[Node, list[Node]]]:
    """Each element in document order with its ancestors, outermost first.

    The list of ancestors is reused: copy it to keep it.
    """
    ancestors: list[Node] = []
    stack: list[tuple[Node, int]] = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        del ancestors[depth:]
        yield node, ancestors
        ancestors.append(node)
        if node.children:
            stack.extend([(child, depth + 1) for child in reversed(node.nodes())])


def copy_tree(root: Node) -> Node:
    """A deep copy; `copy.deepcopy` would recurse."""
    twin = _shallow(root)
    stack = [(root, twin)]
    while stack:
        source, target = stack.pop()
        for child in source.children:
            if isinstance(child, str):
                target.children.append(child)
                continue
            clone = _shallow(child)
            target.children.append(clone)
            stack.append((child, clone))
    return twin


def _shallow(node: Node) -> Node:
    return Node(node.name, dict(node.attributes), [], node.classes, node.style, dict(node.css))
