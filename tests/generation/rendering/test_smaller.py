"""Smaller pictures, proved to look the same by drawing both."""

import time
from pathlib import Path

import pytest

from generation.rendering import RenderingError, make_smaller, render_png, visual_difference
from generation.rendering import smaller as smaller_module
from generation.rendering.smaller import MOST_DIFFERENT, MOST_PIXELS
from generation.svg import read_answer, sanitise
from tests.generation.svg.hostile import GENERATORS

PICTURES = sorted(Path("tests/generation/svg/pictures").glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", ["spec", "extended"])
def test_it_looks_the_same_at_another_size_too(path: Path, profile: str) -> None:
    safe = read_answer(path.read_text(), profile=profile).content
    smaller = make_smaller(safe)

    assert smaller.after == len(smaller.svg.encode()) < smaller.before == len(safe.encode())
    assert smaller.largest <= MOST_DIFFERENT and smaller.share <= MOST_PIXELS
    assert visual_difference(safe, smaller.svg, size=300).share <= 2 * MOST_PIXELS
    assert sanitise(smaller.svg, profile=profile).validation_status == "valid"


def test_a_rounding_that_shows_is_taken_back() -> None:
    """Under the magnifying transform a hundredth is worth fifty."""
    body = '<g transform="scale(5000)"><path d="M.002.002 L.0134 .0052 L.0077.0181Z"/></g>'
    safe = sanitise(f"{HEAD}{body}</svg>").content
    smaller = make_smaller(safe)

    assert visual_difference(safe, smaller.svg).share <= MOST_PIXELS
    assert "0134" in smaller.svg or "0114" in smaller.svg


def of_unit(unit: float) -> str:
    """The same picture in other units: its longer side is one of them."""
    x, width, height = (f"{unit * share:.20g}" for share in (0.111, 0.333, 0.147))
    body = f'<rect x="{x}" width="{width}" height="{height}" fill="#ff0000"/>'
    head = HEAD.replace("0 0 100 100", f"0 0 {unit:.20g} {unit:.20g}")
    return sanitise(f"{head}{body}</svg>").content


@pytest.mark.parametrize("unit", [1e-3, 1e-6, 1e-9])
def test_a_picture_of_tiny_units_keeps_its_shapes(unit: float) -> None:
    """Rounded to six decimals nothing would be left of it."""
    smaller = make_smaller(of_unit(unit)).svg

    assert visual_difference(smaller, of_unit(100)).share <= MOST_PIXELS


def test_a_spelling_that_cannot_be_drawn_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    safe = sanitise(f'{HEAD}<rect width="9.00" height="9" fill="#ff0000"/></svg>').content
    whole = render_png

    def only_the_picture(svg: str, size: int) -> bytes:
        if svg != safe:
            raise RenderingError("no")
        return whole(svg, size)

    monkeypatch.setattr(smaller_module, "render_png", only_the_picture)

    assert make_smaller(safe).svg == safe


def test_where_nothing_is_drawn_nothing_is_proved() -> None:
    safe = sanitise(f'{HEAD}<rect x="200" width="9.00" height="9" fill="#ff0000"/></svg>').content

    assert make_smaller(safe).svg == safe


def test_what_cannot_be_made_smaller_is_left() -> None:
    small = make_smaller(sanitise(f'{HEAD}<rect width="9" height="9"/></svg>').content).svg
    again = make_smaller(small)

    assert (again.svg, again.before, again.saved) == (small, again.after, 0)


@pytest.mark.parametrize("name", ["use of a long path", "long path", "looks in a line"])
def test_hostile_pictures_are_given_up_in_time(name: str) -> None:
    safe = sanitise(GENERATORS[name](200_000), profile="extended").content
    started = time.monotonic()
    try:
        made = make_smaller(safe)
    except RenderingError:
        made = None

    assert time.monotonic() - started < 20
    assert made is None or made.after <= made.before
