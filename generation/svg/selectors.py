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
_COMBINATORS: Final = re.compile(r"\s*[>+~]\s*|\s+")


_MAX_SIBLINGS: Final = 20


@dataclass(frozen=True, slots=True)
class Compound:
    """Conditions on one element: `type` "" means any."""

    type: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    pseudo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the rightmost outwards; `combinators[i]` (">", "+", "~" or "") joins i to
    the one after it."""

    compounds: tuple[Compound, ...]
    combinators: tuple[str, ...]
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
    combinators = tuple(c.strip() for c in _COMBINATORS.findall(text))[::-1]
    specificity = (
        sum(len(c.ids) for c in kept),
        sum(len(c.classes) + len(c.pseudo) for c in kept),
        sum(c.type != "" for c in kept),
    )
    return Selector(tuple(kept), combinators, specificity)


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
    here, level = node, len(ancestors)
    for compound, combinator in zip(selector.compounds[1:], selector.combinators, strict=True):
        if combinator in ("+", "~"):
            found = _sibling(compound, here, combinator)
        else:
            level = _ancestor_level(compound, ancestors[:level], combinator)
            found = ancestors[level] if level >= 0 else None
        if found is None:
            return False
        here = found
    return True


def _ancestor_level(compound: Compound, ancestors: list[Node], combinator: str) -> int:
    """How deep the nearest ancestor stands that the compound holds for; -1 for none."""
    level = len(ancestors) - 1
    while level >= 0 and not _holds(compound, ancestors[level], root=level == 0):
        if combinator == ">":
            return -1
        level -= 1
    return level


def _sibling(compound: Compound, node: Node, combinator: str) -> Node | None:
    """The element just before (+), or one of the last few before it (~)."""
    before = node.previous
    for _ in range(1 if combinator == "+" else _MAX_SIBLINGS):
        if before is None or _holds(compound, before, root=False):
            return before
        before = before.previous
    return None


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
