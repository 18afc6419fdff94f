"""How much two pictures differ."""

import io

from PIL import Image, ImageColor

from generation.rendering import visual_difference
from generation.rendering.comparing import MARK

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


def rect(width: int, fill: str = "#00f", more: str = "") -> str:
    return f'{HEAD}<rect width="{width}" height="100" fill="{fill}"{more}></rect></svg>'


def test_a_picture_does_not_differ_from_itself() -> None:
    found = visual_difference(rect(50), rect(50))

    assert (found.share, found.largest) == (0.0, 0)


def test_the_share_is_that_of_the_pixels_which_changed() -> None:
    found = visual_difference(rect(50), rect(75), size=200)

    assert found.share == 0.25
    assert found.largest == 255


def test_what_is_see_through_differs_from_white_and_from_black() -> None:
    nothing = rect(50, more=' opacity="0"')

    assert visual_difference(nothing, rect(100, "#fff")).share == 1
    assert visual_difference(nothing, rect(100, "#000")).share == 1


def test_a_difference_that_nobody_sees_has_no_share() -> None:
    found = visual_difference(rect(100, "#102030"), rect(100, "#122232"))

    assert found.share == 0
    assert 0 < found.largest <= 8


def test_the_difference_is_marked_in_red() -> None:
    png = visual_difference(rect(50), rect(100), size=64).png
    drawn = Image.open(io.BytesIO(png)).convert("RGB")

    assert drawn.size == (64, 64)
    assert drawn.getpixel((48, 32)) == ImageColor.getrgb(MARK)
    assert drawn.crop((0, 0, 32, 64)).convert("L").convert("RGB") == drawn.crop((0, 0, 32, 64))


def test_other_proportions_are_fitted_in_the_middle() -> None:
    wide = rect(100).replace("0 0 100 100", "0 0 200 100")
    found = visual_difference(wide, wide, size=100)

    assert found.share == 0
    assert Image.open(io.BytesIO(found.png)).size == (100, 100)
