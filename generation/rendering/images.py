"""A picture as pixels."""

from typing import Final

from generation.rendering.process import draw

MAX_SIZE: Final = 2048  # pixels a side


def render_png(svg: str, size: int) -> bytes:
    """The picture as PNG with a transparent ground, its longer side `size` pixels.

    `svg` is a sanitised picture. Nothing is loaded from elsewhere and nothing is kept.

    Raises:
        ValueError: `size` is not from 1 to `MAX_SIZE`.
        RenderingError: it cannot be drawn in the time and memory that one may take.
    """
    if not 1 <= size <= MAX_SIZE:
        raise ValueError(f"size must be from 1 to {MAX_SIZE}")
    return draw("png", svg, size=size)
