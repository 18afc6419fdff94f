"""CSS text: rules split from a style sheet, declarations split and judged.

The text is capped before the tokenizer of bleach's CSS sanitiser sees it, since that one is
recursive and slow. What comes out is names and values of the allow-list, never CSS text.
"""

import re
from typing import Final

from bleach.css_sanitizer import CSSSanitizer

from generation.svg import limits, policy
from generation.svg.receipt import Receipt
from generation.svg.shorthands import expand
from generation.svg.values import CSS_ONLY, PROPERTIES, is_plain, is_unreadable, judge

_SANITISER: Final = CSSSanitizer(
    allowed_css_properties=frozenset(PROPERTIES), allowed_svg_properties=frozenset()
)
_COMMENT: Final = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)")
# Starts behind a brace, so that no stretch of the text is looked at twice.
_RULE: Final = re.compile(r"(?<![^{}])([^{}]*+)\{([^{}]*+)(?:\}|\Z)")
_AT_STATEMENT: Final = re.compile(r"@[^{};]*(?:;|\Z)")
# A semicolon outside quotation marks and brackets ends a declaration.
_DECLARATION: Final = re.compile(
    r"(?:[^;\"'()]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|\((?:[^()\"']++|\"[^\"]*+(?:\"|\Z)"
    r"|'[^']*+(?:'|\Z)|\([^()]*+(?:\)|\Z))*+(?:\)|\Z)|\))++"
)
_GEOMETRY: Final = policy.words("x y cx cy r rx ry width height d")
_UNIT_NEEDED: Final = frozenset(("font-size", "letter-spacing", "word-spacing", *_GEOMETRY))
_UNITLESS: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")

Declaration = tuple[str, str, bool]  # property, value, important


def split_rules(sheet: str, receipt: Receipt) -> list[tuple[str, str]]:
    """(selectors, declarations) of each plain rule; at-rules are left out and reported."""
    sheet = _COMMENT.sub(" ", sheet.replace("<!--", " ").replace("-->", " "))
    sheet = _without_at_blocks(_AT_STATEMENT.sub(lambda m: _told(m, receipt), sheet), receipt)
    return [(m.group(1).strip(), m.group(2)) for m in _RULE.finditer(sheet)]


def _told(match: re.Match[str], receipt: Receipt) -> str:
    receipt.add("css_rule", match.group(0).split()[0].rstrip(";")[:20])
    return ""


def _without_at_blocks(sheet: str, receipt: Receipt) -> str:
    """Drop `@name … { … }` with all that is nested in it, in one pass over the braces."""
    kept: list[str] = []
    depth, at_depth, position = 0, None, 0
    for brace in re.finditer(r"[{}]", sheet):
        opens = brace.group() == "{"
        if opens and at_depth is None:
            prelude = sheet[position : brace.start()]
            if prelude.lstrip().startswith("@"):
                at_depth = depth
                receipt.add("css_rule", prelude.split()[0][:20])
        if at_depth is None:
            kept.append(sheet[position : brace.end()])
        depth = depth + 1 if opens else max(0, depth - 1)
        position = brace.end()
        if not opens and depth == at_depth:
            at_depth = None
    return "".join(kept) + (sheet[position:] if at_depth is None else "")


def nesting(text: str) -> int:
    """How deeply brackets of any kind are nested in the text."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[({]|[\])}]", text):
        depth = depth + 1 if bracket in "[({" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


class Declarations:
    """Judges declarations of one picture, each distinct text once, within a budget."""

    def __init__(self, receipt: Receipt) -> None:
        self._receipt = receipt
        self._known: dict[str, list[Declaration]] = {}
        self._judged: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._budget = limits.MAX_DISTINCT_DECLARATION_BYTES

    def read(self, block: str, where: str) -> list[Declaration]:
        """The allowed declarations of a block, in order, shorthands expanded."""
        if "/*" in block:
            block = _COMMENT.sub(" ", block)
        found: list[Declaration] = []
        for text in _DECLARATION.findall(block):
            stripped = text.strip()
            if stripped:
                found.extend(self._one(stripped, where))
        return found

    def _one(self, text: str, where: str) -> list[Declaration]:
        if text not in self._known:
            self._budget -= len(text)
            if self._budget < 0 or len(text) > limits.MAX_DECLARATION_BYTES:
                self._receipt.add("css_limit", "too much text", where)
                return []
            self._known[text] = self._judge(text, where)
        return self._known[text]

    def _judge(self, text: str, where: str) -> list[Declaration]:
        name, _, value = text.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name.startswith("--"):
            return [(name, value, False)]
        if name in policy.QUIET_PROPERTIES and name not in PROPERTIES and name not in _GEOMETRY:
            self._receipt.add("quiet_css", name, where)
            return []
        important = value.lower().endswith("!important")
        if important:
            value = value[: -len("!important")].strip()
        if "var(" in value.lower():
            return [(name, value, important)]
        kept = self.judge_value(name, value, where)
        return [(n, v, important) for n, v in kept]

    def judge_value(self, name: str, value: str, where: str) -> list[tuple[str, str]]:
        """The longhand properties with the values to write; empty where the value is refused."""
        if (name, value) not in self._judged:
            self._judged[name, value] = self._longhands(name, value, where)
        return self._judged[name, value]

    def _longhands(self, name: str, value: str, where: str) -> list[tuple[str, str]]:
        kept: list[tuple[str, str]] = []
        for longhand, part in expand(name, value):
            accepted = _accept(longhand, part)
            if accepted is not None:
                kept.append((longhand, accepted))
        if not kept:
            plain = is_unreadable(name, value) and (
                name in PROPERTIES or name in policy.QUIET_PROPERTIES
            )
            self._receipt.add("quiet_css" if plain else "css", name[:40], where)
        return kept


def _accept(name: str, value: str) -> str | None:
    if name in _UNIT_NEEDED and _UNITLESS.fullmatch(value) and float(value) != 0:
        return None
    if name in _GEOMETRY:
        return judge(name, value)
    if name == "transform":
        return judge(name, value) if is_plain(value.replace("(", "").replace(")", "")) else None
    if name not in PROPERTIES or nesting(value) > limits.MAX_CSS_NESTING or "\\" in value:
        return None
    # The second opinion: a real CSS tokenizer must see this one declaration and nothing else.
    cleaned = _SANITISER.sanitize_css(f"{name}:{value}")
    if not cleaned.startswith(f"{name}:") or cleaned.count(":") > 1 + value.count(":"):
        return None
    return judge(name, cleaned.partition(":")[2].rstrip(";"))


def css_text(declarations: dict[str, str]) -> str:
    """The text of a style attribute out of judged declarations."""
    return ";".join(f"{name}:{value}" for name, value in declarations.items() if name in CSS_ONLY)
