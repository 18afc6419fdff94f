"""What somebody typed into a search box, as words that any index takes."""

import re
import unicodedata
from dataclasses import dataclass

# Nobody types more; a text that is longer is cut here.
LONGEST_TEXT = 500
MOST_PHRASES = 16
LONGEST_WORD = 255

PIECE = re.compile(r'"([^"]*)"|(\S+)')
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Phrase:
    """Words that stand one behind the other; of a beginning the last may go on."""

    words: tuple[str, ...]
    is_beginning: bool = False


def parse(text: str) -> list[Phrase]:
    """The phrases of `text`: one for each word, and one for what stands in quotation marks.

    ``Café "red house" boat* %`` is ``cafe``, ``red house`` and the beginning ``boat``.
    """
    found = []
    for quoted, bare in PIECE.findall(text[:LONGEST_TEXT]):
        words = tuple(word[:LONGEST_WORD] for word in WORD.findall(_plain(quoted or bare)))
        if words:
            found.append(Phrase(words, bare.endswith("*")))
    return found[:MOST_PHRASES]


def _plain(text: str) -> str:
    """Without capitals and accents, as the indexes hold it."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
