"""What is understood: things, counts, colours, backdrops, and what is admitted as missing."""

import pytest

from .helpers import ask, boxes, compose, placed_groups


@pytest.mark.parametrize(
    ("request_text", "count"),
    [("three blue fish in the sea", 3), ("a dozen eggs", 12), ("two dogs", 2), ("a heart", 1)],
)
def test_as_many_copies_as_asked(request_text: str, count: int) -> None:
    scene = compose(request_text)

    assert scene.things[0].count == count
    assert len(boxes(request_text)) >= 1


def test_every_copy_is_a_group_of_its_own() -> None:
    groups = placed_groups(ask("five green apples on a plain background icon").svg)

    assert len(groups) == 5
    assert len(set(groups)) == 5


def test_a_colour_word_colours_the_thing() -> None:
    assert "#e53935" in ask("a red house").svg
    assert "#e53935" not in ask("a house").svg


def test_clip_art_is_recoloured() -> None:
    assert "#1e88e5" in ask("a blue robot").svg
    assert ask("a blue robot").svg != ask("a robot").svg


def test_a_part_takes_its_own_colour() -> None:
    house = compose("a house with a blue roof and a yellow door").things

    assert len(house) == 1
    assert house[0].parts == {"roof": "#1e88e5", "door": "#fdd835"}


def test_several_colours_are_shared_out() -> None:
    svg = ask("red and green balloons").svg

    assert "#e53935" in svg
    assert "#43a047" in svg


def test_an_orange_is_a_fruit_and_a_colour() -> None:
    assert compose("an orange").things[0].word == "orange"
    assert compose("an orange umbrella").things[0].colour_words == ("orange",)


@pytest.mark.parametrize(
    ("request_text", "backdrop"),
    [
        ("a boat on the sea at night", "night sea"),
        ("three fish in the sea", "underwater"),
        ("a lighthouse by the sea", "shore"),
        ("a rocket in space", "space"),
        ("mountains at sunset", "sunset meadow"),
        ("a cactus in the desert", "desert"),
        ("a cat on a table", "room"),
        ("a coffee cup icon", "plain"),
        ("a tent under the stars", "night meadow"),
        ("a dog in the rain", "rain meadow"),
    ],
)
def test_backdrops(request_text: str, backdrop: str) -> None:
    assert ask(request_text).backdrop == backdrop


def test_lettering_keeps_its_case_and_is_escaped() -> None:
    assert ">HELLO</text>" in ask("a badge with the text HELLO").svg
    assert ">A&amp;B &lt;x&gt;</text>" in ask('a sign saying "A&amp;B &lt;x&gt;"').svg


def test_a_number_of_slices_shapes_the_chart() -> None:
    assert compose("a pie chart with six slices").things[0].number == 6
    assert ask("a pie chart with six slices").svg.count("A48 48") == 6


def test_a_rare_noun_is_drawn_as_its_kind_and_says_so() -> None:
    assert ask("a falcon").drawn == ("falcon (as bird)",)


@pytest.mark.parametrize(
    ("request_text", "missing"),
    [
        ("a cat sitting on a table", "sitting"),
        ("a wooden bridge", "wooden"),
        ("a blorb beside a house", "blorb"),
        ("a black cat with green eyes", "green eyes"),
        ("a house beside a purple blorb", "purple blorb"),
    ],
)
def test_what_is_left_out_is_named(request_text: str, missing: str) -> None:
    assert missing in ask(request_text).not_drawn


def test_nothing_understood_gives_a_picture_and_says_so() -> None:
    drawing = ask("日本語の猫")

    assert drawing.drawn == ()
    assert drawing.backdrop == "abstract"
    assert any("nothing recognised" in line for line in drawing.not_drawn)


def test_the_abstract_picture_uses_the_colours_asked_for() -> None:
    assert "#8e44ad" in ask("something purple").svg


def test_no_keeps_things_out() -> None:
    assert ask("a house with no trees").drawn == ("house",)
