"""A picture that is sent along is changed as the words say, and stays as it is elsewhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.snowflake.local.drawing import Drawing, draw
from generation.snowflake.local.drawing.parts import take_apart
from generation.svg import sanitise

from .helpers import ask


def change(picture: str, words: str, wishes: str = "") -> Drawing:
    """As the application asks: the safe picture, the words, the wishes."""
    content = f"<picture>\n{picture}\n</picture>\n<request>\n{words}\n</request>"
    wished = f"\n<wishes>\n{wishes}\n</wishes>" if wishes else ""
    return draw([{"role": "user", "content": content + wished}])


def safe(words: str) -> str:
    """A picture as it lies on the stage."""
    return sanitise(ask(words).svg).content


def parts(picture: str) -> dict[str, str]:
    return {part.name: part.markup for part in take_apart(picture)[1]}


HOUSE = "a red house under a yellow sun, with two green trees"


def test_its_parts_are_named_after_what_they_show() -> None:
    names = list(parts(safe(HOUSE)))

    assert {"house", "sun", "tree", "tree 2"} <= set(names)
    assert names[0] == "backdrop meadow"


def test_one_thing_changes_its_colour_and_all_else_stays() -> None:
    picture = safe(HOUSE)
    before, after = parts(picture), parts(change(picture, "make the house blue").svg)

    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["house"]
    assert parts(safe("a blue house"))["house"].count("fill") == after["house"].count("fill")


def test_a_thing_is_removed() -> None:
    picture = safe(HOUSE)
    drawing = change(picture, "remove the sun")

    left = parts(picture)
    del left["sun"]
    assert parts(drawing.svg) == left
    assert drawing.not_drawn == ()


def test_a_thing_is_added() -> None:
    picture = safe(HOUSE)
    after = parts(change(picture, "add a tree").svg)

    assert parts(picture).items() <= after.items()
    assert after.keys() - parts(picture).keys() == {"tree 3"}


def test_several_wishes_at_once() -> None:
    after = parts(change(safe(HOUSE), "make the house blue, remove the sun and add a cat").svg)

    assert "sun" not in after and any(name.startswith("cat") for name in after)


def test_a_thing_becomes_another_where_it_stands() -> None:
    after = parts(change(safe(HOUSE), "replace the house by a castle").svg)

    assert "house" not in after and any("castle" in name for name in after)


def test_bigger_and_elsewhere() -> None:
    picture = safe(HOUSE)
    for words in ("make the house bigger", "move the house to the right"):
        after = parts(change(picture, words).svg)
        assert [n for n, m in parts(picture).items() if after[n] != m] == ["house"]


def test_night_falls() -> None:
    after = parts(change(safe(HOUSE), "make it night").svg)

    assert "backdrop night meadow" in after and "backdrop meadow" not in after
    assert {"house", "tree", "tree 2"} <= after.keys()


def test_what_is_not_there_cannot_be_removed() -> None:
    picture = safe("a red house")
    drawing = change(picture, "remove the elephant")

    assert drawing.svg == picture
    assert any("elephant" in told for told in drawing.not_drawn)


def test_a_word_that_nobody_knows_is_named() -> None:
    assert "zeppelin" in change(safe(HOUSE), "add a zeppelin").not_drawn


def test_a_strange_picture_with_a_named_group() -> None:
    """As a model draws it: its most frequent paint is taken for the colour."""
    body = '<path d="M0 0h9v9z" fill="#123456"></path><path d="M1 1h2v2z" fill="#123456"></path>'
    picture = f'<svg xmlns="x" viewBox="0 0 99 99"><g id="s0123abcd-house">{body}</g></svg>'

    svg = change(picture, "make the house red").svg
    assert svg.count("#123456") == 0 and svg.count("<path") == 2


def test_a_strange_picture_without_names_says_so() -> None:
    picture = '<svg xmlns="x" viewBox="0 0 99 99"><path d="M0 0h9v9z"></path></svg>'
    drawing = change(picture, "remove the sun")

    assert '<path d="M0 0h9v9z"></path>' in drawing.svg
    assert any("sun" in told for told in drawing.not_drawn)


@pytest.mark.parametrize(
    ("wishes", "seen"),
    [
        ('Shape: viewBox="0 0 640 360"', 'viewBox="0 0 640 360"'),
        ("Main colours: #1d4fd7", "#1d4fd7"),
    ],
)
def test_shape_and_colours_are_followed(wishes: str, seen: str) -> None:
    content = f"<request>\na house and a boat\n</request>\n<wishes>\n{wishes}\n</wishes>"

    assert seen in draw([{"role": "user", "content": content}]).svg


def test_what_is_to_be_left_out_is_left_out() -> None:
    content = "<request>\na house with a tree\n</request>\n<wishes>\nLeave out: trees\n</wishes>"

    assert "tree" not in parts(draw([{"role": "user", "content": content}]).svg)


def test_wishes_beyond_clip_art_are_named() -> None:
    wishes = "Style: flat shapes\nDetail: rich in detail"
    content = f"<request>\na house\n</request>\n<wishes>\n{wishes}\n</wishes>"

    told = draw([{"role": "user", "content": content}]).not_drawn
    assert told == ("the wished style", "the wished level of detail")


def test_variations_differ() -> None:
    def variation(number: int) -> str:
        wishes = f"Variation: {number} of 6, composed in a way of its own"
        content = f"<request>\n{HOUSE}\n</request>\n<wishes>\n{wishes}\n</wishes>"
        return draw([{"role": "user", "content": content}]).svg

    assert len({variation(number) for number in range(1, 7)}) == 6
    assert variation(1) == ask(HOUSE).svg


VOCABULARY = (
    "make the house blue remove sun add tree two big replace by cat it night move left and , rain "
    "everything red text zeppelin smaller"
)
WORDS = st.sampled_from(VOCABULARY.split())
PICTURES = st.sampled_from([HOUSE, "a cat on a sofa", "a fish in the sea at night", "an icon"])


@given(PICTURES, st.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=150)
def test_any_words_give_a_valid_picture(prompt: str, words: str) -> None:
    drawing = change(safe(prompt), words)

    found = sanitise(drawing.svg)
    assert found.validation_status in ("valid", "empty")
    names = re.findall(r'<g id="([^"]+)"', drawing.svg)
    assert len(names) == len(set(names))
