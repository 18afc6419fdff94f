"""The smallest spelling of a picture that is proved to look the same."""

import time
from dataclasses import dataclass
from typing import Final

from PIL import Image

from generation.rendering.comparing import Difference, compare, fitted
from generation.rendering.images import render_png
from generation.rendering.process import RenderingError
from generation.svg.content import VALID
from generation.svg.optimising import smaller_spellings
from generation.svg.reading import sanitise

PROOF_SIZE: Final = 512  # pixels a side, at which both are drawn
# Where a curve is rounded, the pixels at its edge may take a slightly other shade.
MOST_DIFFERENT: Final = 24  # of 255, in any channel of any pixel
MOST_PIXELS: Final = 0.001  # of all, that differ visibly
PATIENCE: Final = 6.0  # seconds after which no further spelling is tried


@dataclass(frozen=True)
class Smaller:
    """A picture's smaller spelling, or the picture itself where none is proved equal.

    Attributes:
        before, after: UTF-8 bytes.
        largest: the largest difference in one channel of one pixel that the proof found, 0 to 255.
        share: of the pixels, those that differ visibly, 0.0 to 1.0.
    """

    svg: str
    before: int
    after: int
    largest: int = 0
    share: float = 0.0

    @property
    def saved(self) -> int:
        """Per cent of the bytes, rounded down."""
        return 100 * (self.before - self.after) // self.before


def make_smaller(svg: str) -> Smaller:
    """Try spellings from the boldest on, and take the first that is safe and drawn alike.

    Raises:
        RenderingError: the picture cannot be drawn, so nothing can be proved.
    """
    before, started = len(svg.encode()), time.monotonic()
    drawn = fitted(render_png(svg, PROOF_SIZE), PROOF_SIZE)
    if drawn.getbbox() is None:  # what nobody sees proves nothing
        return Smaller(svg, before, before)
    for candidate in smaller_spellings(svg):
        if time.monotonic() - started > PATIENCE:
            break
        after = len(candidate.encode())
        if after >= before or not _is_safe(candidate):
            continue
        found = _compared(drawn, candidate)
        if found and found.share <= MOST_PIXELS and found.largest <= MOST_DIFFERENT:
            return Smaller(candidate, before, after, found.largest, found.share)
    return Smaller(svg, before, before)


def _compared(drawn: Image.Image, candidate: str) -> Difference | None:
    """None where the candidate cannot be drawn."""
    try:
        return compare(drawn, fitted(render_png(candidate, PROOF_SIZE), PROOF_SIZE))
    except RenderingError:
        return None


def _is_safe(candidate: str) -> bool:
    """Whether the sanitiser would leave all of it as it is."""
    return sanitise(candidate, profile="extended").validation_status == VALID
