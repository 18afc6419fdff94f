"""The CSS cascade, worked out once: every rule becomes attributes of the elements it styles.

The output holds no style sheet and no class, so it can neither leak style into a page it is
pasted into nor take style from it by a class.
"""

import re
from collections import defaultdict
from typing import Final

from generation.svg import limits
from generation.svg.css import Declaration, Declarations, nesting, split_rules
from generation.svg.receipt import Receipt
from generation.svg.selectors import Selector, matches, parse_selector
from generation.svg.tree import Node, number_siblings, walk_with_ancestors
from generation.svg.values import CSS_ONLY

_VAR: Final = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\))?))?\)")
_QUIET_PSEUDO: Final = re.compile(r":(?:hover|active|focus|focus-visible|visited|link)\b")

Rule = tuple[Selector, int, list[Declaration]]  # the number is the order in the sheet


def apply_styles(root: Node, receipt: Receipt) -> None:
    """Turn style sheets and style attributes into attributes; drop both, and all classes."""
    nodes = list(root.walk())
    sheet = "\n".join(n.text() for n in nodes if n.name == "style")
    declarations = Declarations(receipt)
    rules = _index(_rules(sheet, declarations, receipt)) if sheet.strip() else {}
    if rules:
        number_siblings(root)
    if rules or any(n.style for n in nodes):
        _Cascade(rules, declarations, receipt).run(root)


def _rules(sheet: str, declarations: Declarations, receipt: Receipt) -> list[Rule]:
    if len(sheet.encode()) > limits.MAX_CSS_BYTES or nesting(sheet) > limits.MAX_CSS_NESTING:
        receipt.add("css_limit", "too large or too deep")
        return []
    found: list[Rule] = []
    for prelude, body in split_rules(sheet, receipt):
        block = declarations.read(body, "style")
        for text in prelude.split(","):
            selector = parse_selector(text)
            if selector is not None:
                found.append((selector, len(found), block))
            elif not _QUIET_PSEUDO.search(text):
                receipt.add("css_rule", text.strip()[:40])
    if len(found) > limits.MAX_CSS_SELECTORS:
        receipt.add("css_limit", f"more than {limits.MAX_CSS_SELECTORS} rules")
    elif found:
        receipt.add("style_inlined", count=len(found))
    return found[: limits.MAX_CSS_SELECTORS]


def _index(rules: list[Rule]) -> dict[str, list[Rule]]:
    """Rules by what their rightmost compound asks for: "#id", ".class", a type, or "*"."""
    index: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        last = rule[0].compounds[0]
        if last.ids:
            index["#" + last.ids[0]].append(rule)
        elif last.classes:
            index["." + last.classes[0]].append(rule)
        else:
            index[last.type or "*"].append(rule)
    return index


class _Cascade:
    """Applies rules and style attributes in one walk, within a budget of steps."""

    def __init__(
        self, rules: dict[str, list[Rule]], declarations: Declarations, receipt: Receipt
    ) -> None:
        self._rules = rules
        self._declarations = declarations
        self._receipt = receipt
        self._budget = limits.MAX_CSS_MATCHES
        self._custom: dict[int, dict[str, str]] = {}

    def run(self, root: Node) -> None:
        for node, ancestors in walk_with_ancestors(root):
            winning = self._winning(node, ancestors)
            inherited = self._custom.get(id(ancestors[-1]), {}) if ancestors else {}
            own = {k: v for k, v in winning.items() if k.startswith("--")}
            few = len(inherited) + len(own) <= limits.MAX_CSS_VARIABLES
            variables = {**inherited, **own} if own and few else inherited
            if variables:
                self._custom[id(node)] = variables
            for name, value in winning.items():
                # How large a page shows the picture is no part of it, but may tell its viewBox.
                if not ancestors and name in ("width", "height"):
                    if "viewBox" not in node.attributes:
                        node.attributes.setdefault(name, value)
                    continue
                self._set(node, name, value, variables)

    def _winning(self, node: Node, ancestors: list[Node]) -> dict[str, str]:
        """The value that wins for each property: by importance, specificity, then order."""
        layers = self._matching(node, ancestors)
        self._budget -= len(layers)
        if node.style:
            layers += self._declarations.read(node.style, node.name)
        winning = {name: value for name, value, important in layers if not important}
        winning.update({name: value for name, value, important in layers if important})
        return winning

    def _matching(self, node: Node, ancestors: list[Node]) -> list[Declaration]:
        found = [rule for rule in self._candidates(node) if self._holds(rule, node, ancestors)]
        found.sort(key=lambda rule: (rule[0].specificity, rule[1]))
        return [declaration for rule in found for declaration in rule[2]]

    def _candidates(self, node: Node) -> list[Rule]:
        if not self._rules:
            return []
        keys = [node.name, "*", *dict.fromkeys("." + c for c in node.classes.split()[:32])]
        if "id" in node.attributes:
            keys.append("#" + node.attributes["id"])
        return [rule for key in keys for rule in self._rules.get(key, ())]

    def _holds(self, rule: Rule, node: Node, ancestors: list[Node]) -> bool:
        self._budget -= 1
        if self._budget < 0:
            self._receipt.add("css_limit", "too many matches")
            self._rules = {}
            return False
        return matches(rule[0], node, ancestors)

    def _set(self, node: Node, name: str, value: str, variables: dict[str, str]) -> None:
        if name.startswith("--"):
            return
        if "var(" not in value:
            _write(node, name, value)
            return
        resolved = _substitute(value, variables)
        if resolved is None:
            self._receipt.add("css", name, node.name)
            return
        for longhand, accepted in self._declarations.judge_value(name, resolved, node.name):
            _write(node, longhand, accepted)


def _write(node: Node, name: str, value: str) -> None:
    if name in CSS_ONLY:
        node.css[name] = value
    else:
        node.attributes[name] = value


def _substitute(value: str, variables: dict[str, str]) -> str | None:
    """The value with var() replaced; None where that fails or grows too long."""
    for _ in range(8):
        if "var(" not in value:
            return value
        value = _VAR.sub(lambda m: variables.get(m.group(1), m.group(2) or ""), value)
        if len(value) > limits.MAX_DECLARATION_BYTES:
            return None
    return None
