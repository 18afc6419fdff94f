"""The data that ships with the engine: complete, plain, and with its licences."""

import re

import pytest

from generation.snowflake.local.drawing.data.raster import box_and_shares
from generation.snowflake.local.drawing.data.rebuild import _shorter
from generation.snowflake.local.drawing.lexicon import DATA, _aliases, lexicon
from generation.snowflake.local.drawing.shapes import SHAPES
from generation.snowflake.local.drawing.vocabulary import CLIP_ART_SIZES, ZONES


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright (c) Microsoft Corporation.",
        "Copyright (c) 2017-2019 Miles Johnson",
        "Copyright (c) 2014 Mu-An Chiou",
        "WordNet 3.0 Copyright 2006 by Princeton University.",
    ],
)
def test_notices_are_present(notice: str) -> None:
    assert notice in (DATA / "NOTICES.md").read_text()


def test_each_mit_notice_is_in_full() -> None:
    assert (DATA / "NOTICES.md").read_text().count('THE SOFTWARE IS PROVIDED "AS IS"') == 3


def test_every_alias_and_table_names_a_picture_of_the_pack() -> None:
    pictures = lexicon().pictures
    named = {slug for slug, _ in _aliases()} | set(ZONES) | set(CLIP_ART_SIZES)

    assert named - set(pictures) == set()


def test_every_nearest_noun_can_be_drawn() -> None:
    known = lexicon()

    assert {name for name in known.nouns.values() if not known.named(name)} == set()


def test_the_pack_holds_plain_shapes_only() -> None:
    bodies = "".join(picture["b"] for picture in lexicon().pictures.values())

    assert set(re.findall(r"<(\w+)", bodies)) <= {"path", "circle", "ellipse", "rect"}
    assert "url(" not in bodies


def test_every_shape_paints_with_its_defaults_and_in_another_colour() -> None:
    from generation.snowflake.local.drawing.scene import Look

    for art in SHAPES.values():
        assert "{" not in art.paint(Look())
        assert art.paint(Look(("#123456", "#abcdef"))).startswith("<")


def test_the_rasteriser_measures_shares() -> None:
    body = (
        '<rect fill="#ff0000" width="32" height="32"/>'
        '<path fill="#0000ff" d="M0 0h16v32H0z"/><circle fill="#ffffff" cx="40" cy="40" r="2"/>'
    )

    box, shares = box_and_shares(body)

    assert box == [0, 0, 32, 32]
    assert shares == {"#0000ff": 0.5, "#ff0000": 0.5}


@pytest.mark.parametrize(
    ("number", "short"),
    [("1.234", "1.23"), ("1.999", "2.0"), (".996", " 1.0"), ("-.996", "-1.0"), (".004", ".0")],
)
def test_short_numbers_never_grow_into_their_neighbour(number: str, short: str) -> None:
    found = re.fullmatch(".*", number)

    assert found
    assert _shorter(found) == short
