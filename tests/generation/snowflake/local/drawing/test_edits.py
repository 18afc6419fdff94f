"""Follow-up messages change the picture that is there."""

import pytest

from .helpers import ask, boxes, compose


@pytest.mark.parametrize(
    ("requests", "drawn"),
    [
        (("a house", "add a dog"), ("house", "dog")),
        (("a house and a tree", "remove the tree"), ("house",)),
        (("a house", "make the house blue"), ("blue house",)),
        (("a house", "make it red and add a tree"), ("red house", "tree")),
        (("two cats on a sofa", "replace the cats by dogs"), ("2 dogs", "sofa")),
        (("a house", "turn the house into a castle"), ("castle",)),
        (("a cat", "make it three cats"), ("3 cat",)),
        (("two cats", "add one more cat"), ("3 cats",)),
        (("two chickens", "remove one chicken"), ("chickens",)),
        (("a house", "please remove the house", "add a tree"), ("tree",)),
    ],
)
def test_edits(requests: tuple[str, ...], drawn: tuple[str, ...]) -> None:
    assert ask(*requests).drawn == drawn


@pytest.mark.parametrize(
    ("order", "backdrop"),
    [("make it night", "night meadow"), ("make it sunset", "sunset meadow")],
)
def test_time_of_day(order: str, backdrop: str) -> None:
    assert ask("a house", order).backdrop == backdrop


def test_night_becomes_day_again() -> None:
    assert ask("a house at night", "make it day").backdrop == "day meadow"


def test_the_backdrop_changes() -> None:
    assert ask("a castle", "change the background to a beach").backdrop == "shore"
    assert compose("a ball", "make the background pink").background == "#f06292"


def test_bigger_and_smaller() -> None:
    before = boxes("a dog and a house")["dog"].h / boxes("a dog and a house")["house"].h
    after = boxes("a dog and a house", "make the dog bigger")

    assert after["dog"].h / after["house"].h > before * 1.2


def test_move() -> None:
    before = boxes("a ball and a chair")["ball"].x
    after = boxes("a ball and a chair", "move the ball to the left")["ball"].x

    assert after < before


def test_a_follow_up_without_an_order_is_another_picture() -> None:
    assert ask("a house", "two cats").drawn == ("2 cats",)


def test_several_sentences_are_one_picture() -> None:
    assert ask("A house. A tree. A dog.").drawn == ("house", "tree", "dog")


def test_what_leaned_on_a_removed_thing_stays() -> None:
    assert ask("a cat on a table", "remove the table").drawn == ("cat",)


def test_an_order_nobody_can_follow_is_named() -> None:
    assert "remove blorb" in ask("a house", "remove the blorb").not_drawn
