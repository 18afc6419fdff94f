"""Pictures as pixels, and what happens to those that are made to cost."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from generation.rendering import MAX_SIZE, RenderingError, render_png
from generation.rendering.process import SECONDS
from generation.svg import sanitise
from tests.generation.svg.hostile import GENERATORS

WIDE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<circle cx="10" cy="10" r="9" fill="#f00"/></svg>'
)
# Costs the renderer far more than the sanitiser would let through.
BOMB = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><filter id="f">'
    '<feTurbulence baseFrequency="3" numOctaves="5000"/></filter></defs>'
    + '<g filter="url(#f)"><rect width="9" height="9"/></g>' * 40
    + "</svg>"
)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


@pytest.mark.parametrize("size", [1, 16, 64, 512, MAX_SIZE])
def test_the_longer_side_has_the_asked_size(size: int) -> None:
    drawn = render_png(WIDE, size)

    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert opened(drawn).size == (size, max(1, size // 2))


def test_the_ground_is_transparent_and_the_colours_are_right() -> None:
    drawn = opened(render_png(WIDE, 400))

    assert drawn.getpixel((100, 100)) == (255, 0, 0, 255)
    assert drawn.getpixel((300, 100)) == (0, 0, 0, 0)


@pytest.mark.parametrize("unit", [1e-9, 0.001, 0.03, 1.0, 1e6, 1e20])
def test_a_picture_of_any_units_fills_its_pixels(unit: float) -> None:
    """The renderer by itself would draw half a unit in a corner, and nothing of a thousandth."""
    body = f'<rect width="{unit / 2:.12g}" height="{unit:.12g}" fill="#f00"></rect>'
    box = f"0 0 {unit:.12g} {unit:.12g}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'

    drawn = opened(render_png(svg, 64))

    assert drawn.size == (64, 64)
    assert drawn.getbbox() == (0, 0, 32, 64)


@pytest.mark.parametrize(("box", "size"), [("0 0 1 1000", (1, 64)), ("0 0 1000 1", (64, 1))])
def test_a_picture_that_is_almost_a_line_is_seen(box: str, size: tuple[int, int]) -> None:
    wide, high = box.split()[2:]
    body = f'<rect width="{wide}" height="{high}" fill="#f00"></rect>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'

    drawn = opened(render_png(svg, 64))

    assert drawn.size == size
    assert sum(drawn.getchannel("A").histogram()[129:]) >= 60


@pytest.mark.parametrize("size", [0, -1, MAX_SIZE + 1])
def test_other_sizes_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="size must be"):
        render_png(WIDE, size)


def test_what_is_no_picture_is_said_to_be_none() -> None:
    with pytest.raises(RenderingError, match="must end with"):
        render_png("<svg", 16)


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()

    with pytest.raises(RenderingError):
        render_png(BOMB, MAX_SIZE)

    assert time.monotonic() - started < SECONDS + 2


def test_a_picture_that_takes_too_much_memory_is_given_up() -> None:
    layers = 90  # of 16 MiB each
    svg = WIDE.replace("<circle", '<g opacity="0.9">' * layers + "<circle")
    svg = svg.replace("</svg>", "</g>" * layers + "</svg>").replace("0 0 40 20", "0 0 20 20")

    assert render_png(svg, 64)
    with pytest.raises(RenderingError, match="cannot be drawn"):
        render_png(svg, MAX_SIZE)


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_hostile_pictures_are_drawn_within_bounds_or_not_at_all(name: str) -> None:
    safe = sanitise(GENERATORS[name](30_000), profile="extended").content
    if not safe:
        return
    started = time.monotonic()
    try:
        drawn = render_png(safe, 256)
    except RenderingError:
        drawn = b""

    assert time.monotonic() - started < SECONDS + 2
    assert not drawn or max(opened(drawn).size) == 256


def test_only_a_safe_picture_reaches_the_renderer(tmp_path: Path) -> None:
    """The sanitiser leaves no image; the renderer would draw one from this machine."""
    red = tmp_path / "red.png"
    Image.new("RGB", (8, 8), "red").save(red)
    image = WIDE.replace("<circle", f'<image width="9" height="9" href="{red}"/><circle')

    with pytest.raises(RenderingError, match="element image is not allowed"):
        render_png(image, 32)
