"""Smaller pictures, proved to look the same by drawing both."""

import time
from pathlib import Path

import pytest

from generation.rendering import RenderingError, make_smaller, visual_difference
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
