"""Markup that is not well formed, made well formed in one linear pass.

Only used once the parser has refused the markup. It closes what is open, drops doubled
attributes, quotes unquoted ones, declares prefixes, and ends a cut-off picture at its last
complete element. What is safe is decided later, on the parsed tree.
"""

import re
from collections import Counter
from typing import Final

from generation.svg import limits, policy
from generation.svg.receipt import Receipt

_NAME = r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
# A quoted value may not hold "<": so an unclosed quotation mark ends at the next tag, and no
# stretch of the text is looked at twice.
_TAG: Final = re.compile(rf"<(/?)({_NAME})((?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.ASCII)
_LOOSE_TAG: Final = re.compile(rf"<(/?)({_NAME})([^<>]*+)(>?)", re.ASCII)
_ATTRIBUTE: Final = re.compile(
    rf"({_NAME})(?:\s*=\s*(?:\"([^\"<]*?)(?:\"|/?\Z)|'([^'<]*?)(?:'|/?\Z)|([^\s\"'<>]+)))?",
    re.ASCII,
)
_SPECIAL: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_PREFIXES: Final = {"svg": policy.SVG_NAMESPACE, "xlink": policy.XLINK_NAMESPACE}
_LEAVES: Final = policy.SHAPES | policy.FILTER_PARTS | frozenset(("stop", "use", "image"))
# HTML elements that have no end, and elements whose end a shape behind them shows.
_VOID: Final = policy.words("br hr img input link meta wbr")
_WORDS_ONLY: Final = policy.PLAIN_TEXT | {"style"}
_INSIDE_LEAF: Final = frozenset(("title", "desc")) | policy.ANIMATION_ELEMENTS
# What may stay although the answer broke off inside it.
_KEPT_OPEN: Final = _LEAVES | policy.words(
    "svg g defs a symbol clippath mask pattern marker filter lineargradient radialgradient switch "
    "style"
)


class TagSoup:
    """One pass over markup that starts with its outermost tag."""

    def __init__(self, markup: str, receipt: Receipt) -> None:
        self._markup = markup
        self._receipt = receipt
        self._out: list[str] = []
        self._open: list[tuple[str, int]] = []  # name, where its start tag stands in the output
        self._names: Counter[str] = Counter()
        self._prefixes: set[str] = set()
        self._exhausted: set[str] = set()
        self._done = False
        self._starts = self._steps = 0

    def repair(self) -> str:
        """Well-formed markup with a single outermost element, or "" where there is no tag."""
        position, end = 0, len(self._markup)
        while position < end and not self._done:
            bracket = self._markup.find("<", position)
            bracket = end if bracket < 0 else bracket
            self._text(self._markup[position:bracket])
            position = self._markup_at(bracket) if bracket < end else end
            self._steps += 1
            if self._starts > limits.MAX_ELEMENTS or self._steps > limits.MAX_TAGS:
                self._receipt.add("elements", str(self._starts))
                break
        self._close_all()
        return self._with_prefixes()

    def _text(self, text: str) -> None:
        if text and self._open:
            self._out.append(text.replace(">", "&gt;"))

    def _markup_at(self, start: int) -> int:
        """Handle whatever starts at a "<"; return where to go on."""
        for opening, closing in _SPECIAL:
            if self._markup.startswith(opening, start):
                return self._special(start, opening, closing)
        match = _TAG.match(self._markup, start) or _LOOSE_TAG.match(self._markup, start)
        if match is None:
            self._text("&lt;")
            return start + 1
        cut = match.re is _LOOSE_TAG and not match.group(4)
        if cut and match.end() == len(self._markup):
            return match.end()
        if match.group(1):
            self._end(match.group(2))
        else:
            self._start(match.group(2), match.group(3))
        return match.end()

    def _special(self, start: int, opening: str, closing: str) -> int:
        stop = -1 if opening in self._exhausted else self._markup.find(closing, start)
        if stop < 0:
            # Said once and for all, so that the search is never repeated.
            self._exhausted.add(opening)
            return len(self._markup) if opening == "<!--" else start + len(opening)
        if opening == "<![CDATA[" and self._open:
            self._out.append(self._markup[start : stop + 3])
        elif self._markup[start : start + 9].upper() == "<!DOCTYPE":
            self._receipt.add("doctype")
        return stop + len(closing)

    def _start(self, name: str, body: str) -> None:
        self._starts += 1
        body = body.rstrip()
        local = name.rpartition(":")[2]
        closed = body.endswith("/") or local.lower() in _VOID
        outer = self._open[-1][0].rpartition(":")[2] if self._open else ""
        inside_leaf = outer in _LEAVES and local.lower() not in _INSIDE_LEAF
        if inside_leaf or (outer in _WORDS_ONLY and local.lower() in policy.ELEMENT_BY_LOWER):
            self._pop()
        self._note_prefix(name)
        attributes = self._attributes(body.removesuffix("/") if closed else body)
        self._out.append(f"<{name}{attributes}{'/' if closed else ''}>")
        if not closed:
            self._open.append((name, len(self._out) - 1))
            self._names[name.lower()] += 1
        elif not self._open:
            self._done = True

    def _attributes(self, body: str) -> str:
        seen: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(body):
            name = match.group(1)
            if len(seen) >= limits.MAX_ATTRIBUTES:
                break
            if name in seen or (name.startswith("xmlns") and not _declares(name, match)):
                continue
            value = next((v for v in match.groups()[1:] if v is not None), "")
            seen[name] = value.replace('"', "&quot;")
            if not name.startswith("xmlns"):
                self._note_prefix(name)
        return "".join(f' {name}="{value}"' for name, value in seen.items())

    def _note_prefix(self, name: str) -> None:
        prefix, colon, _ = name.partition(":")
        if colon and prefix.lower() not in ("xml", "xmlns"):
            self._prefixes.add(prefix)

    def _end(self, name: str) -> None:
        if not self._names[name.lower()]:
            return
        while self._open[-1][0].lower() != name.lower():
            self._pop()
        self._pop()

    def _pop(self) -> None:
        name, _ = self._open.pop()
        self._names[name.lower()] -= 1
        self._out.append(f"</{name}>")
        self._done = not self._open

    def _close_all(self) -> None:
        """Close what is open at the end; an element broken off inside is left out."""
        if not self._open:
            return
        self._receipt.add("cut_off")
        while self._open and self._open[-1][0].rpartition(":")[2].lower() not in _KEPT_OPEN:
            _, start = self._open.pop()
            del self._out[start:]
        while self._open:
            self._pop()

    def _with_prefixes(self) -> str:
        """The output, every prefix it uses declared on its outermost tag."""
        if not self._out:
            return ""
        root = self._out[0]
        missing = "".join(
            f' xmlns:{p}="{_namespace(p, root)}"'
            for p in sorted(self._prefixes)
            if f"xmlns:{p}=" not in root
        )
        at = len(root) - (2 if root.endswith("/>") else 1)
        self._out[0] = root[:at] + missing + root[at:]
        return "".join(self._out)


def _namespace(prefix: str, root: str) -> str:
    """What an undeclared prefix stands for: SVG where the outermost tag or a library has it."""
    if root.startswith(f"<{prefix}:") or re.fullmatch(r"ns\d", prefix):
        return policy.SVG_NAMESPACE
    return _PREFIXES.get(prefix, "urn:unknown:" + prefix)


def _declares(name: str, match: re.Match[str]) -> bool:
    """Whether a namespace declaration is one that a parser takes."""
    value = next((v for v in match.groups()[1:] if v is not None), "")
    reserved = value.startswith(("http://www.w3.org/XML/1998", "http://www.w3.org/2000/xmlns"))
    return bool(value) and not reserved and name not in ("xmlns:xml", "xmlns:xmlns")
