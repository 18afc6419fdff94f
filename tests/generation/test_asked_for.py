"""A changed picture is named after the picture and all wishes."""

from generation.asked_for import MOST_TOLD, all_told, title_of, whole_prompt
from generation.models import SVGGenerationRequest

HOUSE = "a red house."


def request(wish: str, *before: str) -> SVGGenerationRequest:
    brief = {"told_before": list(before)} if before else {}
    return SVGGenerationRequest(prompt_text=wish, brief=brief)


def test_a_picture_alone_is_its_prompt() -> None:
    assert whole_prompt(request(HOUSE)) == HOUSE
    assert title_of(request("a red house")) == "a red house"


def test_a_wish_stands_behind_the_picture_it_is_about() -> None:
    changed = request("add a tree", HOUSE, "make it blue")

    assert title_of(changed) == "a red house; make it blue; add a tree"
    assert whole_prompt(changed) == "A red house. Make it blue. Add a tree"


def test_of_very_many_wishes_the_picture_and_the_newest_stay() -> None:
    told = all_told(request("last", HOUSE, *(str(n) for n in range(20))))

    assert (len(told), told[0], told[-1]) == (MOST_TOLD, HOUSE, "last")


def test_what_is_too_long_for_one_prompt_loses_older_wishes() -> None:
    long = request("add a tree", HOUSE, "b" * 600, "c" * 600)

    assert whole_prompt(long) == f"A red house. C{'c' * 599}. Add a tree"
