"""One shape of secret."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# A token begins where no word goes on, or after an escape: `\n`, `%20`, `=` as `%3D`.
START = r"(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2}))"


@dataclass(frozen=True)
class Rule:
    """A pattern, what stands there afterwards, and the pieces without which it cannot match.

    Attributes:
        needles: lower case; looking for them is far cheaper than running the pattern.
    """

    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]

    def may_match(self, lowered: str) -> bool:
        return any(needle in lowered for needle in self.needles)

    def apply(self, text: str) -> str:
        return self.pattern.sub(self.replacement, text)
