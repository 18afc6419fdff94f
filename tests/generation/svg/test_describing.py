"""What a picture says of itself."""

import pytest

from generation.svg import sanitise
from generation.svg.describing import describe

BODY = '<rect width="9" height="9"/></svg>'


def picture(attributes: str, more: str = "", profile: str = "extended") -> str:
    return sanitise(f"<svg {attributes}>{more}{BODY}", profile=profile).content


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="0 0 40 20" width="80"', (80, 40)),
        ('viewBox="0 0 40 20" height="10"', (20, 10)),
        ('viewBox="0 0 40 20" width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 40 20" width="100%" height="100%"', (40, 20)),
        ('viewBox="5,5,.5,.25"', (0.5, 0.25)),
        ('width="30" height="60"', (30, 60)),
    ],
)
def test_sizes(attributes: str, size: tuple[float, float]) -> None:
    found = describe(picture(attributes))

    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    ("attributes", "more", "text"),
    [
        ("", "<title>A  red\nhouse</title>", "A red house"),
        ("", "<desc>It is red.</desc>", "It is red."),
        ("", "<desc>It is red.</desc><title>A house</title>", "A house"),
        ('aria-label="Tom &amp; Jerry"', "<title>other</title>", "Tom & Jerry"),
        ("", "<g><title>a part</title><path d='M1 1'/></g>", ""),
        ("", "", ""),
    ],
)
def test_alternative_texts(attributes: str, more: str, text: str) -> None:
    assert describe(picture(f'viewBox="0 0 9 9" {attributes}', more)).text == text


def test_the_specifications_set_has_labels_instead_of_titles() -> None:
    assert (
        describe(picture('viewBox="0 0 9 9"', "<title>A house</title>", "spec")).text == "A house"
    )


def test_what_is_no_picture() -> None:
    with pytest.raises(ValueError, match="not a sanitised picture"):
        describe("<html>")
