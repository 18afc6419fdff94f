"""Smaller spellings of pictures: still safe, and spelt no further the second time."""

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from generation.svg import sanitise
from generation.svg.content import VALID
from generation.svg.geometry import path_points
from generation.svg.optimising import respelt, short_colour, smaller_spellings
from generation.svg.pathdata import shorten_path
from tests.generation.svg.test_properties import PICTURES, PROFILE, assert_safe, often

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
NUMBERS = st.integers(-9999, 9999).map(lambda n: n / 100)
# Commands with as many numbers as they take; arcs have flags, tried apart.
SEGMENTS = st.one_of(
    *(
        st.tuples(st.sampled_from(letters), st.lists(NUMBERS, min_size=size, max_size=size))
        for letters, size in (("lLtTmM", 2), ("hHvV", 1), ("cC", 6), ("sSqQ", 4))
    ),
    st.just(("z", [])),
)
PATHS = st.lists(SEGMENTS, max_size=12).map(
    lambda found: "M1 2" + "".join(f"{c}{' '.join(map(str, n))}" for c, n in found)
)


def spelt(body: str, decimals: int = 1) -> str:
    """What is written of a picture's inside."""
    written = respelt(f"{HEAD}{body}</svg>", decimals)
    return written.removeprefix(HEAD).removesuffix("</svg>")


@often
@given(PICTURES, PROFILE)
def test_every_spelling_is_as_safe_as_the_picture(answer: str, profile: str) -> None:
    safe = sanitise(answer, profile=profile).content
    for candidate in smaller_spellings(safe) if safe else ():
        assert_safe(candidate, profile)
        again = sanitise(candidate, profile=profile)
        assert again.validation_status == VALID
        assert_safe(again.content, profile)


@often
@given(PICTURES, PROFILE)
def test_a_second_time_changes_nothing(answer: str, profile: str) -> None:
    safe = sanitise(answer, profile=profile).content
    once = respelt(safe, 2) if safe else ""

    assert not once or respelt(once, 2) == once


@often
@given(PICTURES, PROFILE)
def test_what_people_read_stays(answer: str, profile: str) -> None:
    safe = sanitise(answer, profile=profile).content

    assert not safe or texts(respelt(safe, 1)) == texts(safe)


def texts(svg: str) -> list[str]:
    def kept(element: Element) -> bool:
        return element.tag.rpartition("}")[2] in ("text", "title", "desc")

    return ["".join(element.itertext()) for element in fromstring(svg).iter() if kept(element)]


@often
@given(PATHS, st.integers(0, 3))
def test_no_point_of_a_path_moves_further_than_the_rounding(d: str, decimals: int) -> None:
    before, after = list(path_points(d)), list(path_points(shorten_path(d, decimals)))

    assert len(before) == len(after)
    for (x, y), (u, v) in zip(before, after, strict=True):
        assert abs(x - u) <= 0.51 * 10**-decimals and abs(y - v) <= 0.51 * 10**-decimals


@pytest.mark.parametrize(
    ("d", "short"),
    [
        ("M 10 10 L 20 10 L 20 30 Z", "M10 10h10v20z"),
        ("M 0.50 -0.20 L 0.5 0.8", "M.5-.2v1"),
        ("M10,10 20,20 30,10", "m10 10 10 10 10-10"),
        ("M1 1a5 5 0 01.5.5", "M1 1a5 5 0 0 1 .5.5"),
        ("M1 1 L 2", "M1 1 L 2"),  # broken: as it is
        ("M0 0 L 1e9 0", "M0 0 L 1e9 0"),
        ("", ""),
    ],
)
def test_paths(d: str, short: str) -> None:
    assert shorten_path(d, 1).lower() == short.lower()


def test_roundings_do_not_add_up() -> None:
    d = "M0 0" + "l0.04 0.14" * 500
    last = list(path_points(shorten_path(d, 1)))[-1]

    assert last == pytest.approx((20, 70), abs=0.06)


@pytest.mark.parametrize(
    ("colour", "short"),
    [
        ("rgb(255, 0, 0)", "red"), ("#ff0000", "red"), ("#FFFFFF", "#fff"), ("white", "#fff"),
        ("black", "#000"), ("#abcdef", "#abcdef"), ("#8080803f", "#8080803f"),
        ("currentColor", "currentColor"), ("url(#a)", "url(#a)"), ("none", "none"),
        ("lightgoldenrodyellow", "#fafad2"), ("transparent", "transparent"),
    ],
)  # fmt: skip
def test_colours(colour: str, short: str) -> None:
    assert short_colour(colour) == short


def test_initial_values_go() -> None:
    assert spelt('<rect x="0" y="0" width="9" fill="black" opacity="1.0"/>') == '<rect width="9"/>'


def test_an_initial_value_that_overrides_stays() -> None:
    body = '<g fill="red" stroke="#123"><rect fill="#000"/><path d="m1 1"/></g>'

    assert spelt(body) == body


def test_groups_that_group_nothing_go() -> None:
    assert spelt('<g><g></g><rect width="9"/></g>') == '<rect width="9"/>'
    assert spelt('<g fill="red" transform="scale(2)"><rect transform="translate(1, 2)"/></g>') == (
        '<rect fill="red" transform="scale(2)translate(1 2)"/>'
    )


@pytest.mark.parametrize(
    "group",
    [
        '<g opacity=".5"><rect width="9"/></g>',  # not inherited
        '<g fill="red"><rect width="9"/><circle r="9"/></g>',  # two children
        '<switch><g fill="red"><rect width="9"/><circle r="9"/></g></switch>',
    ],
)
def test_groups_that_do_something_stay(group: str) -> None:
    assert spelt(group) == group


def test_names_that_nothing_refers_to_go() -> None:
    body = '<path id="a" d="M1 1"/><path id="b" d="M1 1"/><use href="#b"/>'

    assert re.findall('id="(.)"', spelt(body)) == ["b"]
