"""Making a tree fit its profile."""

from generation.svg.policy import PROFILES
from generation.svg.receipt import Receipt
from generation.svg.tree import Node


def fit_profile(root: Node, profile: str, receipt: Receipt) -> None:
    """Rewrite what the profile does not have into what it has, and drop the rest."""
    drop_foreign(root, PROFILES[profile], receipt)


def drop_foreign(root: Node, elements: frozenset[str], receipt: Receipt) -> None:
    """Remove every element that is not in the set, with all below it."""
    for node in root.walk():
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.name in elements:
                kept.append(child)
            else:
                receipt.add("element", child.name, node.name)
        if len(kept) != len(node.children):
            node.children = kept
