"""Where things are put: relations read off the boxes."""

import pytest

from generation.snowflake.local.drawing.layout import place_all

from .helpers import ask, boxes, compose, placed_groups


def test_on_stands_on_the_surface() -> None:
    placed = boxes("a cat on a table")

    assert abs(placed["cat"].bottom - placed["table"].y) < 12
    assert placed["table"].x < placed["cat"].centre[0] < placed["table"].right


def test_under_a_table_is_between_its_legs() -> None:
    placed = boxes("a cat under a table")

    assert placed["cat"].y > placed["table"].y
    assert placed["cat"].bottom <= placed["table"].bottom + 1


def test_under_the_sun_is_below_the_sun() -> None:
    placed = boxes("a red house under a yellow sun")

    assert placed["sun"].bottom < placed["house"].bottom
    assert placed["sun"].y < placed["house"].y


def test_above() -> None:
    placed = boxes("a bee flying over a flower")

    assert placed["bee"].bottom < placed["flower"].y


def test_inside_is_within() -> None:
    placed = boxes("a red circle inside a blue square")
    circle, square = placed["circle"], placed["square"]

    assert square.x < circle.x
    assert circle.right < square.right
    assert square.y < circle.y


@pytest.mark.parametrize(
    ("request_text", "left", "right"),
    [
        ("a ball to the left of a chair", "ball", "chair"),
        ("a ball to the right of a chair", "chair", "ball"),
        ("a dog next to a house", "house", "dog"),
    ],
)
def test_beside(request_text: str, left: str, right: str) -> None:
    placed = boxes(request_text)

    assert placed[left].right <= placed[right].x


def test_between_two_of_a_kind() -> None:
    placed = place_all(compose("a house between two trees"))
    order = [p.thing.word for p in sorted(placed, key=lambda p: p.box.x) if p.layer >= 50]

    assert order == ["trees", "house", "trees"]


def test_between_two_different_things() -> None:
    placed = boxes("a cat between a tree and a car")

    assert placed["tree"].right <= placed["cat"].x
    assert placed["cat"].right <= placed["car"].x


@pytest.mark.parametrize(
    ("request_text", "first", "second"),
    [
        ("a cow in front of a barn", "barn", "cow"),
        ("a cow behind a barn", "cow", "barn"),
        ("roses in a vase", "roses", "vase"),
    ],
)
def test_painting_order(request_text: str, first: str, second: str) -> None:
    order = [placed.thing.word for placed in place_all(compose(request_text))]

    assert order.index(first) < order.index(second)


def test_size_words() -> None:
    placed = boxes("a big elephant and a tiny mouse")

    assert placed["elephant"].h > 4 * placed["mouse"].h


def test_things_on_one_surface_do_not_overlap() -> None:
    placed = boxes("a laptop on a desk with a cup of coffee")

    assert placed["laptop"].right <= placed["cup of coffee"].x


def test_a_long_list_stays_inside_the_picture() -> None:
    request_text = "a house, a tree, a car, a dog, a cat, a horse, a castle and two elephants"

    for box in boxes(request_text).values():
        assert box.x >= -1
        assert box.right <= 513
        assert box.y >= -1
        assert box.bottom <= 513


def test_the_document_shows_things_where_the_layout_put_them() -> None:
    svg = ask("a ball to the left of a chair").svg
    xs = [x for x, _ in placed_groups(svg)]

    assert len(xs) == 2
    assert xs[0] < xs[1]


def test_another_shape_of_canvas() -> None:
    assert 'viewBox="0 0 768 432"' in ask("a wide picture of a house").svg
    assert 'viewBox="0 0 512 512"' in ask("a house").svg
