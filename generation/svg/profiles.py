"""Making a tree fit its profile: rewrite what can look the same, then drop the rest."""

from generation.svg import limits, policy
from generation.svg.budget import Budget
from generation.svg.effects import rewrite_effects
from generation.svg.markers import copy_markers
from generation.svg.paints import flatten_paints
from generation.svg.receipt import Receipt
from generation.svg.references import resolve_references
from generation.svg.texts import split_texts
from generation.svg.tree import Node
from generation.svg.uses import copy_uses, resolve_switches

_EFFECTS = frozenset(("clipPath", "mask", "filter"))


def fit_profile(root: Node, profile: str, receipt: Receipt) -> None:
    """Rewrite what the profile does not have into what it has, and drop the rest."""
    elements = policy.PROFILES[profile]
    foreign = {node.name for node in root.walk()} - elements
    if foreign:
        budget = Budget(root)
        if "switch" in foreign:
            resolve_switches(root, receipt)
        if "use" in foreign:
            copy_uses(root, budget, receipt)
        if "marker" in foreign:
            copy_markers(root, budget, receipt)
        if foreign & policy.TEXT_CONTENT:
            split_texts(root, budget, receipt)
        if foreign & _EFFECTS:
            rewrite_effects(root, budget, receipt)
        if foreign & policy.PAINT_TARGETS:
            flatten_paints(root, receipt)
        _label(root, receipt)
        _drop_foreign(root, elements, receipt)
    if _drop_deep(root, receipt) or foreign:
        # What referred to the dropped elements has been rewritten and told already.
        resolve_references(root, Receipt())


def _label(root: Node, receipt: Receipt) -> None:
    """Keep the words of the picture's title, or its description, for screen readers."""
    for name in ("title", "desc"):
        texts = [child.text() for child in root.nodes() if child.name == name]
        if texts and texts[0] and "aria-label" not in root.attributes:
            root.attributes["role"] = "img"
            root.attributes["aria-label"] = texts[0]
            receipt.add("label", name, "svg")


def _drop_foreign(root: Node, elements: frozenset[str], receipt: Receipt) -> None:
    """Remove every element that is not in the set, with all below it."""
    for node in root.walk():
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or child.name in elements:
                kept.append(child)
            elif child.name not in _TOLD_WHERE_USED:
                code = "words" if child.name in policy.PLAIN_TEXT else "element"
                receipt.add(code, child.name, node.name)
        if len(kept) != len(node.children):
            node.children = kept


# Their loss is told where they were used; unused they are never seen.
_TOLD_WHERE_USED = policy.NEVER_DRAWN - {"title", "desc"}


def _drop_deep(root: Node, receipt: Receipt) -> bool:
    """Drop what rewriting has nested more deeply than reading allows; whether there was any."""
    level = [root]
    for _ in range(limits.MAX_DEPTH - 1):
        level = [c for node in level for c in node.children if isinstance(c, Node)]
    too_deep = [node for node in level if node.nodes()]
    for node in too_deep:
        node.children = [c for c in node.children if isinstance(c, str)]
        receipt.add("depth", "element", node.name)
    return bool(too_deep)
