"""A request as words: lower case, quoted text kept whole, sentences apart."""

import re
from dataclasses import dataclass

from .vocabulary import TEXT_WORDS

MAX_WORDS = 300  # of one request
_QUOTED = re.compile(r'["“”«»]([^"“”«»]{1,40})["“”«»]|(?<!\w)\'([^\']{1,40})\'(?!\w)')
# A word that announces lettering, then capitals: a badge that says HELLO.
_CAPITALS = re.compile(
    rf"\b((?:{'|'.join(sorted(TEXT_WORDS))})\s+)([A-Z0-9][A-Z0-9 ]{{0,30}})(?![a-z])"
)
_TOKEN = re.compile(r"\x02[^\x03]*\x03|\d+:\d+|[^\W_]+(?:['’-][^\W_]+)*|[.!?;\n]|,")
_END = frozenset(".!?;\n")


@dataclass(frozen=True)
class Word:
    """One word in lower case, or a piece of lettering with its case kept."""

    text: str
    lettering: bool = False


def sentences(text: str) -> list[list[Word]]:
    """The sentences of a request as lists of words; commas stay as words of their own."""
    marked = _CAPITALS.sub(lambda m: f"{m[1]}\x02{m[2].strip()}\x03", _without_marks(text))
    marked = _QUOTED.sub(lambda m: f" \x02{m[1] or m[2]}\x03 ", marked)
    found: list[list[Word]] = [[]]
    for token in _TOKEN.findall(marked)[:MAX_WORDS]:
        if token in _END:
            found.append([])
        else:
            found[-1].append(_word(token))
    return [sentence for sentence in found if sentence]


def _without_marks(text: str) -> str:
    # Our own markers, and whatever XML forbids, must not come in from outside.
    return "".join(c if c in "\n\t" or (c >= " " and c.isprintable()) else " " for c in text)


def _word(token: str) -> Word:
    if token.startswith("\x02"):
        return Word(token[1:-1], lettering=True)
    word = token.lower().replace("’", "'")
    return Word(word[:-2] if word.endswith("'s") else word)
