"""The picture while the model still writes it: its complete elements, made safe like the whole.

What is shown has gone through the same stages and the same last check as a finished picture. An
element counts once its tag has ended; whatever could still turn out to be something else (a
comment, CDATA, a style sheet, a text, a thought) waits until it has ended too.
"""

import re
import time
from collections.abc import Callable
from typing import Final

from generation.svg.extraction import Candidate, extract
from generation.svg.reading import picture_of

READ_SECONDS: Final = 0.7  # between two readings, at least
# Reading again and again may take one part in so many of the time that passes.
SHARE: Final = 25
# A longer answer is not shown growing any more; one of 64,000 tokens has about as many characters.
MAX_CHARACTERS: Final = 262_144

_THOUGHT: Final = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_THOUGHT_END: Final = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_WHOLE_TAG: Final = re.compile(r"<[^\"'<>]*+(?:\"[^\"<]*+\"[^\"'<>]*+|'[^'<]*+'[^\"'<>]*+)*+>")
_SPANS: Final = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (
        re.compile(r"<(?:[\w.-]+:)?style(?=[\s>])(?:[^<>]*[^/<>])?>", re.IGNORECASE | re.ASCII),
        re.compile(r"</(?:[\w.-]+:)?style\b", re.IGNORECASE | re.ASCII),
    ),
)


def read_partial(text: str, *, profile: str = "spec") -> str:
    """The safe SVG of all that is complete in the beginning of an answer, "" where nothing is.

    Never raises on any text; ValueError for an unknown profile.
    """
    if len(text) > MAX_CHARACTERS or _is_thought(text):
        return ""
    best = extract(_before_open_comment(text)).best
    if best is None:
        return ""
    whole = best if best.complete else Candidate(_settled(best.markup), complete=False)
    return picture_of(whole, profile=profile)


def _is_thought(text: str) -> bool:
    """A model that thinks aloud may draft pictures that it does not mean."""
    return _THOUGHT.match(text) is not None and _THOUGHT_END.search(text) is None


def _before_open_comment(text: str) -> str:
    return _before_open(text, *_SPANS[0])


def _settled(markup: str) -> str:
    """The markup up to the last tag that has ended, outside of anything that has not."""
    last = markup.rfind("<")
    if not _WHOLE_TAG.match(markup, last):
        markup = markup[:last]
    for opening, closing in _SPANS:
        markup = _before_open(markup, opening, closing)
    return markup


def _before_open(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text up to its last opening, where that has no closing behind it."""
    last = None
    for last in opening.finditer(text):  # noqa: B007  only the last one counts
        pass
    return text if last is None or closing.search(text, last.end()) else text[: last.start()]


class GrowingPicture:
    """Takes an answer piece by piece and now and then gives the picture so far.

    `clock` counts seconds. Looking costs about a `SHARE`th of the time that passes at most.
    """

    def __init__(self, profile: str, clock: Callable[[], float] = time.perf_counter) -> None:
        self.characters = 0
        self._profile, self._clock = profile, clock
        self._pieces: list[str] = []
        self._shown: str | None = None
        self._next_look = clock()
        self._has_grown = False

    def add(self, piece: str) -> str | None:
        """The safe SVG so far, where it is time to look and it differs from the last one."""
        self._pieces.append(piece)
        self.characters += len(piece)
        self._has_grown = True
        return self.look() if self._clock() >= self._next_look else None

    def look(self) -> str | None:
        """As `add`, whatever the time."""
        if not self._has_grown:
            return None
        started = self._clock()
        text = "".join(self._pieces)
        self._pieces, self._has_grown = [text], False
        picture = read_partial(text, profile=self._profile)
        ended = self._clock()
        self._next_look = max(started + READ_SECONDS, ended + SHARE * (ended - started))
        if picture == self._shown:
            return None
        self._shown = picture
        return picture
