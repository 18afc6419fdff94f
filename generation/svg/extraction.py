"""Finding the SVG in a model's answer: fences, prose, several pictures, an end that is missing."""

import re
from itertools import islice
from typing import Final, NamedTuple

from generation.svg import limits
from generation.svg.policy import DRAWN
from generation.svg.unwrapping import has_svg, unwrap

_FENCE: Final = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
_EDGE: Final = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,20}:)?svg(?=[\s/>])|</(?:[A-Za-z_][\w.-]{0,20}:)?svg\s{0,100}>",
    re.IGNORECASE | re.ASCII,
)
_DRAWN_TAG: Final = re.compile(rf"<(?:\w+:)?(?:{'|'.join(sorted(DRAWN))})\b", re.IGNORECASE)
# "<svg>" in a sentence: no attribute and no tag behind it, or between backticks.
_MENTION: Final = re.compile(r"<svg(?:\s{0,20}/?>(?!\s{0,100}<)|[^<>`]{0,300}>`)", re.IGNORECASE)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
# One that only names a language: nothing is defined in it and nothing loaded for it.
_PLAIN_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE\s+(?:svg|html)(?:\s+PUBLIC\s+(?:\"[^\"<>]*\"\s*){1,2})?\s*>", re.IGNORECASE
)
_COMMENT: Final = ("<!--", "-->")
_CDATA: Final = ("<![CDATA[", "]]>")


class Candidate(NamedTuple):
    """One picture in an answer: its markup, and whether its end is there."""

    markup: str
    complete: bool

    def rank(self) -> tuple[bool, int]:
        """Complete before cut off, then by how much is drawn."""
        return self.complete, len(_DRAWN_TAG.findall(self.markup))


class Extraction(NamedTuple):
    """The picture chosen, how it was found, how many others there were, what stood before it.

    `doctype` is the receipt's code for a document type before the picture, "" without one.
    """

    best: Candidate | None
    method: str
    others: int = 0
    doctype: str = ""


def extract(answer: str) -> Extraction:
    """Choose the best picture of an answer.

    The method is "raw" (nothing but the picture), "fenced", "embedded" (in prose or in a page),
    "json", "html_escaped", "data_uri", "base64" or "none".
    """
    text, wrapped = unwrap(answer)
    if not has_svg(text):
        return Extraction(None, "none")
    scopes = [scope for scope in _fenced(text) if has_svg(scope)]
    candidates = [c for scope in scopes for c in _candidates(scope)]
    if not candidates:
        scopes, candidates = [], _candidates(_without_thoughts(text)) or _candidates(text)
    if not candidates:
        return Extraction(None, "none")
    best = max(candidates, key=Candidate.rank) if len(candidates) > 1 else candidates[0]
    method = wrapped or ("fenced" if scopes else _plain_method(text, best))
    return Extraction(best, method, len(candidates) - 1, _doctype(text, best))


def _without_thoughts(text: str) -> str:
    """What a model says after thinking aloud, where that holds a picture."""
    start = text.lstrip()[:10].lower()
    if not start.startswith(("<think>", "<thinking>")):
        return text
    said = text[max(text.rfind("</think>"), text.rfind("</thinking>"), 0) :]
    return said if has_svg(said) else text


def _doctype(text: str, best: Candidate) -> str:
    if not _DOCTYPE.search(text) or _DOCTYPE.search(best.markup):
        return ""
    others = _PLAIN_DOCTYPE.sub("", text)
    return "doctype" if _DOCTYPE.search(others) else "plain_doctype"


def _plain_method(text: str, best: Candidate) -> str:
    return "raw" if text.strip() == best.markup.strip() else "embedded"


def _fenced(text: str) -> list[str]:
    """What stands between fences; the last fence may be missing."""
    fences = list(_FENCE.finditer(text))
    ends = [f.start() for f in fences[1::2]] + [len(text)]
    return [text[f.end() : end] for f, end in zip(fences[::2], ends, strict=False)]


def _candidates(text: str) -> list[Candidate]:
    """The outermost svg elements of a text, and the one left open at its end.

    Those in a comment only count where there is no other.
    """
    return _outermost(text, _Hidden(text)) or _outermost(text, None)


def _outermost(text: str, hidden: "_Hidden | None") -> list[Candidate]:
    found: list[Candidate] = []
    start = depth = 0
    for edge in islice(_EDGE.finditer(text), limits.MAX_EDGES):
        opens = not edge.group().startswith("</")
        if opens and _MENTION.match(text, edge.start()):
            continue
        if hidden and hidden.covers(edge.start(), inside=depth > 0):
            continue
        if opens and depth == 0:
            start = edge.start()
        end = _end_of_empty(text, edge.end()) if opens else edge.end()
        depth += (1 if end == 0 else 0) if opens else (-1 if depth else 0)
        if depth == 0 and end > start and (opens or edge.start() > start):
            found.append(Candidate(text[start:end], complete=True))
            start = len(text)
    if depth:
        found.append(Candidate(text[start:], complete=False))
    return found


class _Hidden:
    """Comments, and inside a picture CDATA, asked about from left to right in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._looked = self._until = 0
        self._last_end = {pair: text.rfind(pair[1]) for pair in (_COMMENT, _CDATA)}

    def covers(self, position: int, *, inside: bool) -> bool:
        """Whether the position stands in one of them."""
        if position < self._until:
            return True
        for opening, closing in (_COMMENT, _CDATA) if inside else (_COMMENT,):
            opened = self._text.rfind(opening, self._looked, position)
            if opened < 0 or self._text.find(closing, opened, position) >= 0:
                continue
            if self._last_end[opening, closing] > position:
                self._until = self._text.find(closing, position)
        self._looked = position
        return position < self._until


def _end_of_empty(text: str, position: int) -> int:
    """Where a start tag of the form <svg …/> ends, or 0 where it is not of that form."""
    close = text.find(">", position, position + 4_000)
    return close + 1 if close > 0 and text[close - 1] == "/" else 0
