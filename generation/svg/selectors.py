"""CSS selectors, as far as a picture needs them: types, classes, ids, and two combinators."""

import re
from dataclasses import dataclass
from typing import Final

from generation.svg.tree import Node

_COMPOUND: Final = re.compile(
    r"(?P<type>\*|[A-Za-z][\w-]*)?(?P<rest>(?:[.#][\w-]+|:root|:first-child|:last-child"
    r"|:nth-child\(\s*[\w+ -]{1,12}\s*\))*)"
)
_PART: Final = re.compile(r"[.#][\w-]+|:[a-z-]+(?:\([^)]*\))?")
_COMBINATORS: Final = re.compile(r"\s*>\s*|\s+")


@dataclass(frozen=True, slots=True)
class Compound:
    """Conditions on one element: `type` "" means any."""

    type: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    pseudo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the rightmost outwards; `child[i]` tells whether > stands left of i."""

    compounds: tuple[Compound, ...]
    child: tuple[bool, ...]
    specificity: tuple[int, int, int]


def parse_selector(text: str) -> Selector | None:
    """One selector without commas; None where it uses what is not supported."""
    text = text.strip()
    if not text or len(text) > 200:
        return None
    compounds = [_compound(part) for part in _COMBINATORS.split(text)]
    if len(compounds) > 8 or None in compounds:
        return None
    kept = [c for c in compounds if c is not None][::-1]
    child = tuple(">" in c for c in _COMBINATORS.findall(text))[::-1]
    specificity = (
        sum(len(c.ids) for c in kept),
        sum(len(c.classes) + len(c.pseudo) for c in kept),
        sum(c.type != "" for c in kept),
    )
    return Selector(tuple(kept), child, specificity)


def _compound(text: str) -> Compound | None:
    match = _COMPOUND.fullmatch(text) if text else None
    if match is None:
        return None
    parts = _PART.findall(match["rest"])
    return Compound(
        "" if match["type"] in (None, "*") else match["type"],
        tuple(p[1:] for p in parts if p[0] == "#"),
        tuple(p[1:] for p in parts if p[0] == "."),
        tuple(p[1:] for p in parts if p[0] == ":"),
    )


def matches(selector: Selector, node: Node, ancestors: list[Node]) -> bool:
    """Whether the selector holds for the node.

    An ancestor is looked for greedily from the inside out, which is exact for descendants alone
    and may miss a rare mix of descendant and child: then a rule is not applied.
    """
    if not _holds(selector.compounds[0], node, root=not ancestors):
        return False
    position = len(ancestors) - 1
    for compound, child in zip(selector.compounds[1:], selector.child, strict=False):
        while position >= 0 and not _holds(compound, ancestors[position], root=position == 0):
            if child:
                return False
            position -= 1
        if position < 0:
            return False
        position -= 1
    return True


def _holds(compound: Compound, node: Node, *, root: bool) -> bool:
    if compound.type and compound.type != node.name:
        return False
    if compound.ids and any(i != node.attributes.get("id") for i in compound.ids):
        return False
    if compound.classes:
        own = node.classes.split()
        if any(c not in own for c in compound.classes):
            return False
    return all(_pseudo(p, node, root) for p in compound.pseudo)


def _pseudo(name: str, node: Node, root: bool) -> bool:
    if root or name == "root":
        return root and name == "root"
    if name == "first-child":
        return node.index == 0
    if name == "last-child":
        return node.index == node.siblings - 1
    return _nth(name[len("nth-child(") : -1].replace(" ", ""), node.index + 1)


def _nth(formula: str, position: int) -> bool:
    formula = {"odd": "2n+1", "even": "2n"}.get(formula, formula)
    match = re.fullmatch(r"([+-]?\d*)n([+-]\d+)?|([+-]?\d+)", formula)
    if match is None:
        return False
    if match.group(3):
        return position == int(match.group(3))
    step = int({"": "1", "+": "1", "-": "-1"}.get(match.group(1), match.group(1)))
    offset = position - int(match.group(2) or 0)
    return offset == 0 if step == 0 else offset % step == 0 and offset // step >= 0
