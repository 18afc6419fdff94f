"""How much two pictures differ, pixel by pixel."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops

from generation.rendering.images import render_png

VISIBLE: Final = 8  # of 255: a smaller difference in a channel is not seen
MARK: Final = "#d0201a"
_GROUNDS: Final = ("white", "black")  # a see-through pixel looks different on each


@dataclass(frozen=True)
class Difference:
    """What two pictures drawn by the same renderer differ in.

    Attributes:
        share: of all pixels, those that differ visibly, 0.0 to 1.0.
        largest: the largest difference in one channel of one pixel, 0 to 255.
        png: the second picture, pale and grey, with what differs marked in red.
    """

    share: float
    largest: int
    png: bytes


def visual_difference(a: str, b: str, *, size: int = 256) -> Difference:
    """Two sanitised pictures drawn into a square of `size` pixels, as `<img>` would fit them in.

    Raises:
        ValueError, RenderingError: as `render_png`.
    """
    first, second = (fitted(render_png(svg, size), size) for svg in (a, b))
    return compare(first, second)


def compare(first: Image.Image, second: Image.Image) -> Difference:
    """Two drawings of the same size, as `fitted` gives them."""
    changed = _largest_difference(first, second)
    seen = changed.point([255 if value > VISIBLE else 0 for value in range(256)])
    share = seen.histogram()[255] / (first.width * first.height)
    largest = max(value for value, count in enumerate(changed.histogram()) if count)
    return Difference(share, largest, _marked(second, seen))


def fitted(png: bytes, size: int) -> Image.Image:
    """A drawing in the middle of a transparent square of `size` pixels."""
    drawn = Image.open(io.BytesIO(png)).convert("RGBA")
    board = Image.new("RGBA", (size, size))
    board.paste(drawn, ((size - drawn.width) // 2, (size - drawn.height) // 2))
    return board


def _largest_difference(first: Image.Image, second: Image.Image) -> Image.Image:
    """One grey value a pixel: how far the two are apart in the channel where they are most."""
    channels = [
        channel
        for ground in _GROUNDS
        for channel in ImageChops.difference(_on(first, ground), _on(second, ground)).split()
    ]
    largest = channels[0]
    for channel in channels[1:]:
        largest = ImageChops.lighter(largest, channel)
    return largest


def _on(picture: Image.Image, ground: str) -> Image.Image:
    board = Image.new("RGBA", picture.size, ground)
    board.alpha_composite(picture)
    return board.convert("RGB")


def _marked(picture: Image.Image, seen: Image.Image) -> bytes:
    grey = _on(picture, "white").convert("L").point([190 + value // 4 for value in range(256)])
    board = grey.convert("RGB")
    board.paste(MARK, mask=seen)
    out = io.BytesIO()
    board.save(out, "PNG", optimize=True)
    return out.getvalue()
