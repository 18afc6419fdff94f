"""Wishes: from fields, a file, the API or the command line to one brief."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from generation.brief import Brief
from generation.models import StylePreset
from generation.submitting.palettes import PALETTES, read_colours
from generation.submitting.presets import SEEDS, seed_presets
from generation.submitting.wishes import initial_of, make_brief


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("", ()),
        ("#1D4FD7, fff", ("#1d4fd7", "#ffffff")),
        ("#abc #ABC;#aabbcc", ("#aabbcc",)),
        ("  e4502b\n#000 ", ("#e4502b", "#000000")),
    ],
)
def test_colours_are_read_as_people_write_them(text: str, colours: tuple[str, ...]) -> None:
    assert read_colours(text) == colours


@pytest.mark.parametrize("text", ["red", "#12", "#1234567", "#ggg", "url(#a)"])
def test_what_is_no_colour_is_named(text: str) -> None:
    with pytest.raises(ValidationError, match="is no colour"):
        read_colours(text)


def test_seven_colours_are_too_many() -> None:
    with pytest.raises(ValidationError, match="These are 7 colours; at most 6"):
        read_colours("#000 #111 #222 #333 #444 #555 #666")


@given(st.text(max_size=80))
def test_any_text_gives_colours_or_a_reason(text: str) -> None:
    try:
        Brief(palette=read_colours(text)).check()
    except ValidationError as error:
        assert error.messages


def test_every_palette_and_style_is_a_good_brief(db: None) -> None:
    for name, palette in PALETTES.items():
        assert make_brief(palette=name).palette == palette.colours
    for seed in SEEDS:
        assert make_brief(preset=seed.name).lines() == [f"Style: {seed.words}"]


def test_the_words_of_a_style_are_frozen(db: None) -> None:
    brief = make_brief(preset="flat")
    StylePreset.objects.filter(pk="flat").update(words="quite different")

    assert "no outlines" in brief.style


def test_a_style_that_is_not_offered_is_refused(db: None) -> None:
    StylePreset.objects.filter(pk="flat").update(is_offered=False)

    with pytest.raises(ValidationError, match=r"no style 'flat'\. There are: line"):
        make_brief(preset="flat")


def test_seeding_changes_no_style_that_stands(db: None) -> None:
    StylePreset.objects.filter(pk="flat").update(words="ours", is_offered=False)
    StylePreset.objects.filter(pk="line").delete()

    seed_presets()

    assert StylePreset.objects.get(pk="flat").words == "ours"
    assert StylePreset.objects.filter(pk="line").exists()


def test_the_same_can_be_wished_again(db: None) -> None:
    wished: dict[str, Any] = {
        "preset": "flat",
        "palette": "ocean",
        "aspect": "wide",
        "detail": "simple",
    }

    assert initial_of(make_brief(**wished, avoid="people")) == {
        **wished,
        "colours": "",
        "avoid": "people",
    }
    assert initial_of(make_brief(palette="#123456"))["colours"] == "#123456"
