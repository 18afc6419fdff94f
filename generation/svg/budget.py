"""What rewriting may still add to a picture."""

from dataclasses import dataclass
from functools import cached_property

from generation.svg import limits
from generation.svg.tree import Node, copy_tree


@dataclass(slots=True)
class _Size:
    elements: int
    characters: int


class Budget:
    """Elements and characters left for copies, so that copying cannot grow a bomb.

    The picture is only measured when something is about to be added to it.
    """

    def __init__(self, root: Node) -> None:
        self._root = root
        self._too_large: set[Node] = set()

    @cached_property
    def _left(self) -> _Size:
        elements, characters = _size(self._root)
        return _Size(limits.MAX_ELEMENTS - elements, limits.MAX_BYTES - characters)

    def copy(self, node: Node, *, around: int = 0) -> Node | None:
        """A copy of the element without names, or None where the budget does not allow it.

        `around` is how many further elements the caller will put around the copy.
        """
        if node in self._too_large:
            return None
        elements, characters = _size(node)
        if elements + around > self._left.elements or characters > self._left.characters:
            # It will not become smaller, and measuring it for each of its users takes long.
            self._too_large.add(node)
            return None
        self._left.elements -= elements + around
        self._left.characters -= characters
        twin = copy_tree(node)
        for part in twin.walk():
            part.attributes.pop("id", None)
        return twin

    def spend(self, characters: int, *, elements: int = 0) -> bool:
        """Whether so much more may be written; if so it is taken off."""
        if characters > self._left.characters or elements > self._left.elements:
            return False
        self._left.characters -= characters
        self._left.elements -= elements
        return True


def _size(node: Node) -> tuple[int, int]:
    elements = characters = 0
    for part in node.walk():
        elements += 1
        characters += sum(len(value) for value in part.attributes.values()) + 20
        characters += sum(len(c) for c in part.children if isinstance(c, str))
    return elements, characters
