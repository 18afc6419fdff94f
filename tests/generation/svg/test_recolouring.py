"""Which colours a picture has, and the same picture in others: exact, and still safe."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.svg import sanitise
from generation.svg.recolouring import UsedColour, colours_of, recolour
from tests.generation.svg.test_properties import PICTURES, PROFILE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
RED, BLUE, GREEN = "#ff0000", "#0000ff", "#00aa00"
FILES = sorted((Path(__file__).parent / "pictures").glob("*.svg"))
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
often = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def picture(inside: str, root: str = "") -> str:
    return f"{SVG}{root}>{inside}</svg>"


def names(svg: str) -> dict[str, int]:
    return {used.colour: used.count for used in colours_of(svg)}


@pytest.mark.parametrize("spelling", ["red", "RED", "#f00", "#FF0000", "rgb(255,0,0)", "#ff0000ff"])
def test_a_colour_is_found_in_any_spelling(spelling: str) -> None:
    svg = picture(f'<rect width="9" height="9" fill="{spelling}"></rect>')

    assert names(svg) == {RED: 1}
    assert names(recolour(svg, {RED: BLUE})) == {BLUE: 1}


def test_the_most_frequent_comes_first_with_what_it_paints() -> None:
    shapes = f'<g fill="{RED}" stroke="{BLUE}"><path d="M0 0" stroke="{RED}"></path></g>'

    assert colours_of(picture(shapes)) == [
        UsedColour(RED, 2, ("fill", "stroke")),
        UsedColour(BLUE, 1, ("stroke",)),
    ]


def test_transparency_stays() -> None:
    svg = picture('<path d="M0 0" fill="rgba(255,0,0,.25)" stroke="#ff000080"></path>')

    new = recolour(svg, {RED: BLUE})
    assert 'fill="rgba(0,0,255,0.25)"' in new
    assert 'stroke="rgba(0,0,255,0.502)"' in new
    assert colours_of(picture('<path d="M0 0" fill="transparent"></path>')) == []


def test_two_colours_change_places() -> None:
    svg = picture(f'<path d="M0 0" fill="{RED}" stroke="{BLUE}"></path>')

    assert f'fill="{BLUE}" stroke="{RED}"' in recolour(svg, {RED: BLUE, BLUE: RED})


def test_words_and_references_are_no_colours() -> None:
    told = '<text fill="#ff0000" font-family="red">red fill="red" url(#fab)</text>'
    paint = '<rect width="9" height="9" fill="url(#red)"></rect>'
    svg = picture(told + paint)

    assert names(svg) == {RED: 1}
    assert recolour(svg, {RED: BLUE}) == svg.replace(f'fill="{RED}"', f'fill="{BLUE}"')


def test_gradients_and_shadows_have_colours_too() -> None:
    stops = '<linearGradient id="g"><stop stop-color="red"></stop></linearGradient>'
    shadow = '<g filter="drop-shadow(red 1px 1px)"><path d="M0 0" fill="url(#g) red"></path></g>'
    used = colours_of(picture(stops + shadow))

    assert used == [UsedColour(RED, 3, ("gradient", "shadow", "fill"))]


def test_black_by_default_is_black() -> None:
    svg = picture('<rect width="9" height="9"></rect><path d="M0 0" fill="red"></path>')

    assert names(svg) == {"#000000": 1, RED: 1}
    new = recolour(svg, {"#000000": GREEN})
    assert new.startswith(f'{SVG} fill="{GREEN}">')
    assert names(new) == {GREEN: 1, RED: 1}


def test_black_by_default_reaches_what_is_used_elsewhere() -> None:
    """A shape that two uses paint differently is not painted itself."""
    shape = '<defs><path id="p" d="M0 0"></path></defs>'
    svg = picture(f'{shape}<use href="#p" fill="red"></use><use href="#p"></use>')

    assert '<path id="p" d="M0 0">' in recolour(svg, {"#000000": GREEN})


def test_masks_say_what_is_seen_and_stay() -> None:
    shapes = '<rect width="9" height="9" fill="#ffffff"></rect><path d="M0 0"></path>'
    mask = f'<mask id="m">{shapes}</mask>'
    svg = picture(f'{mask}<path d="M0 0" mask="url(#m)"></path>')

    assert names(svg) == {"#000000": 1}
    new = recolour(svg, {"#000000": GREEN, "#ffffff": RED})
    assert 'fill="#ffffff"' in new
    assert '<mask id="m" fill="#000000">' in new


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", ["spec", "extended"])
def test_real_pictures_stay_safe_and_change_only_their_colours(path: Path, profile: str) -> None:
    safe = sanitise(path.read_text(), profile=profile).content
    before = names(safe)
    changes = {colour: f"#{at:06x}" for at, colour in enumerate(before, start=0xABC001)}

    new = recolour(safe, changes)

    assert set(names(new)) == set(changes.values())
    again = sanitise(new, profile=profile)
    assert again.validation_status == "valid"
    assert without_prefix(again.content) == without_prefix(new)
    assert structure(new) == structure(safe)


def without_prefix(svg: str) -> str:
    """Names of a picture begin with a digest of it."""
    return re.sub(r"\bs[0-9a-f]{8}-", "s-", svg)


def structure(svg: str) -> list[str]:
    """All but values of attributes that hold colours, and a fill for all."""
    plain = re.sub(r' (fill|stroke|stop-color|flood-color|color|filter|style)="[^"]*"', "", svg)
    return plain.split(">")


def test_a_new_black_stands_where_the_writer_puts_it() -> None:
    blending = '<svg style="mix-blend-mode:multiply"><rect width="9" height="9"/></svg>'
    picture = sanitise(f'<svg viewBox="0 0 9 9">{blending}</svg>').content

    new = recolour(picture, {"#000000": "#112233"})

    assert ' fill="#112233" style="' in new
    assert sanitise(new).content == new


@given(PICTURES, PROFILE, st.dictionaries(HEX, HEX, max_size=4), st.data())
@often
def test_any_safe_picture_in_any_colours(
    markup: str, profile: str, others: dict[str, str], data: st.DataObject
) -> None:
    safe = sanitise(markup, profile=profile).content
    if not safe:
        return
    used = [colour.colour for colour in colours_of(safe)]
    changes = {**others, **{colour: data.draw(HEX) for colour in used}}

    new = recolour(safe, changes)

    assert set(names(new)) == {changes[colour] for colour in used}
    assert without_prefix(sanitise(new, profile=profile).content) == without_prefix(new)
    assert recolour(safe, {}) == safe
    assert recolour(safe, {colour: colour for colour in used}) == safe
