"""One shape of secret."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# A token begins where no word goes on, or after an escape: `\n`, `%20`, `=` as `%3D`.
START = r"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2}))"


Sign = Callable[[str], object]


def words(*pieces: str) -> Sign:
    """True of a text (in lower case) that holds any of `pieces`."""
    return lambda lowered: any(map(lowered.__contains__, pieces))


@dataclass(frozen=True)
class Rule:
    """A pattern, what stands there afterwards, and the sign without which it cannot match.

    Attributes:
        sign: asked of the text in lower case; far cheaper than running the pattern.
    """

    sign: Sign
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]

    def apply(self, text: str) -> str:
        return self.pattern.sub(self.replacement, text)


@dataclass(frozen=True)
class FoldedRule:
    """A rule that does not regard case: its pattern is run over the text in lower case.

    Python's `re` skips quickly to where a pattern can begin, but not under IGNORECASE.

    Attributes:
        replacement: gets the match and the text as it was.
    """

    sign: Sign
    pattern: re.Pattern[str]
    replacement: Callable[[re.Match[str], str], str]

    def apply(self, text: str) -> str:
        pieces, done = [], 0
        for found in self.pattern.finditer(fold(text)):
            pieces += [text[done : found.start()], self.replacement(found, text)]
            done = found.end()
        return "".join([*pieces, text[done:]]) if pieces else text


def fold(text: str) -> str:
    """`text` in lower case, letter for letter: of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
