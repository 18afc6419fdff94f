"""References of single elements: reading them, cutting them."""

from generation.svg import policy
from generation.svg.grammars import split_reference
from generation.svg.tree import Node


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
        if value[:4] == "url(":
            split = split_reference(value) if attribute in policy.REFERENCE_TARGETS else None
            found += [(attribute, split[0])] if split else []
        elif attribute == "href":
            found.append((attribute, value[1:]))
    return found


def cut_reference(node: Node, attribute: str) -> None:
    """Remove a reference; a paint becomes its fallback, or none as browsers paint it."""
    found = reference_of(node, attribute)
    if attribute in ("fill", "stroke") and found:
        node.attributes[attribute] = found[1] or "none"
    else:
        node.attributes.pop(attribute, None)
