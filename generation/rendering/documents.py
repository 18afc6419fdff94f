"""A picture as a document."""

from typing import Final

from generation.rendering.process import draw
from generation.svg.describing import describe

# Points of the page's longer side: vectors have no size of their own, and an icon of 24 units
# would open as a page of 24 points.
LONGER_SIDE: Final = 512.0
_SHORTEST: Final = 1.0


def render_pdf(svg: str, *, title: str, alternative_text: str) -> bytes:
    """The picture as a PDF of one page: vectors, selectable words, an alternative text.

    Filter effects are pixels inside, since PDF has none. The same bytes each time.

    Raises:
        RenderingError: it cannot be drawn in the time and memory that one may take.
    """
    found = describe(svg)
    scale = LONGER_SIDE / max(found.width, found.height)
    width, height = (max(_SHORTEST, side * scale) for side in (found.width, found.height))
    return draw("pdf", svg, width=width, height=height, title=title, alt=alternative_text)
