"""The promises of `draw`: any text, same bytes, safe and small documents, bounded time."""

import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.snowflake.local.drawing import ENGINE_NAME, Drawing, draw
from generation.snowflake.local.drawing.scene import MAX_COPIES

from .helpers import ALLOWED, ask, placed_groups

PROMPTS = [p for p in (Path(__file__).parent / "prompts.txt").read_text().splitlines() if p]
WORDS = st.sampled_from((Path(__file__).parent / "fuzz_words.txt").read_text().split())
SENTENCES = st.lists(WORDS, max_size=14).map(" ".join)


def assert_sound(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg)  # noqa: S314
    assert {element.tag for element in root.iter()} <= ALLOWED
    assert len(drawing.svg.encode()) < 200_000


@settings(max_examples=60)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(-3, 3))
def test_any_words_give_a_sound_picture(requests: list[str], seed: int) -> None:
    drawing = ask(*requests, seed=seed)

    assert_sound(drawing)
    assert drawing == ask(*requests, seed=seed)


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_gives_a_sound_picture(text: str) -> None:
    assert_sound(ask(text))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_frozen_prompts_are_drawn(prompt: str) -> None:
    drawing = ask(*prompt.split(" >> "))

    assert_sound(drawing)
    assert drawing.drawn or drawing.backdrop != "plain"


@pytest.mark.parametrize(
    "messages",
    [[], [{"role": "system", "content": "a cat"}], [{}], [{"role": "user"}]],
)
def test_no_user_words(messages: list[dict[str, str]]) -> None:
    assert draw(messages).drawn == ()


def test_only_the_marked_part_is_read() -> None:
    content = (
        "Text between <request> and </request> counts, no dog:\n<request>a cat</request> house"
    )

    assert draw([{"role": "user", "content": content}]).drawn == ("cat",)
    assert draw([{"role": "user", "content": "a cat"}]).drawn == ("cat",)


def test_the_seed_changes_only_the_scenery() -> None:
    one, two = ask("a boat on the sea", seed=1), ask("a boat on the sea", seed=2)

    assert one.svg != two.svg
    assert one.drawn == two.drawn


def test_too_many_things_are_capped_and_named() -> None:
    drawing = ask("a thousand cats")

    assert len([x for x, _ in placed_groups(drawing.svg)]) <= MAX_COPIES + 4
    assert drawing.not_drawn == ("1000 cats (drew 40)",)


def test_a_cap_holds_for_edits_too() -> None:
    drawing = ask("forty cats", "add forty dogs", "make the cats forty")

    assert len(placed_groups(drawing.svg)) <= MAX_COPIES + 4


def test_a_megabyte_is_cut_and_quick() -> None:
    ask("warm up")
    start = time.perf_counter()
    drawing = ask("a cat and a dog " * 70_000)

    assert time.perf_counter() - start < 1
    assert "the rest of a very long request" in drawing.not_drawn
    assert_sound(drawing)


def test_a_picture_takes_milliseconds() -> None:
    ask("warm up")
    start = time.process_time()
    for prompt in PROMPTS:
        ask(*prompt.split(" >> "))

    assert (time.process_time() - start) / len(PROMPTS) < 0.01


def test_it_does_not_claim_to_be_a_language_model() -> None:
    assert ENGINE_NAME == "built-in preview engine (rules and clip art)"
