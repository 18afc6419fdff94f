"""The beginning of an answer: safe like a whole one, only complete elements, little work."""

import gzip
import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.svg import read_answer, sanitise
from generation.svg.limits import MAX_BYTES
from generation.svg.partial import MAX_CHARACTERS, READ_SECONDS, GrowingPicture, read_partial
from tests.generation.svg.attacks import ATTACKS
from tests.generation.svg.hostile import GENERATORS
from tests.generation.svg.test_properties import ANSWERS, PROFILE, assert_safe, often

HOUSE = (
    'Here it is:\n```svg\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<g fill="red"><rect width="9" height="9"/><circle r="4"/></g><path d="M0 0L9 9"/></svg>\n```'
)
FUZZED = [
    answer
    for _, answer in json.loads(
        gzip.decompress(Path(__file__).with_name("fuzz_corpus.json.gz").read_bytes())
    )
]
FOLDER = os.environ.get("SVG_CORPUS", "")
# What lies beside the tests, and a folder of real models' answers where one is at hand.
REAL = sorted(Path(__file__).with_name("pictures").glob("*.svg"))
REAL += sorted(Path(FOLDER).rglob("*.svg")) if FOLDER else []
SHAPE = re.compile(r"<(?:rect|circle|ellipse|line|path|polygon|polyline|text)\b[^>]*>")


def assert_nothing_or_safe(prefix: str, profile: str) -> None:
    found = read_partial(prefix, profile=profile)

    if found:
        assert_safe(found, profile)
        assert sanitise(found, profile=profile).content == found


@often
@given(ANSWERS, PROFILE, st.floats(0, 1))
def test_any_beginning_of_any_answer(answer: str, profile: str, share: float) -> None:
    assert_nothing_or_safe(answer[: round(len(answer) * share)], profile)


@often
@given(st.sampled_from([*ATTACKS.values(), *FUZZED]), PROFILE, st.data())
def test_any_beginning_of_an_attack(answer: str, profile: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(answer)))

    assert_nothing_or_safe(answer[:end], profile)


def shapes_so_far(text: str) -> list[list[str]]:
    return [SHAPE.findall(read_partial(text[:end])) for end in range(len(text) + 1)]


def test_it_grows_by_complete_elements_only() -> None:
    whole = SHAPE.findall(read_answer(HOUSE).content)

    seen = shapes_so_far(HOUSE)

    assert len(whole) == 3
    assert all(shapes == whole[: len(shapes)] for shapes in seen)
    assert [len(shapes) for shapes in seen] == sorted(len(shapes) for shapes in seen)
    assert {len(shapes) for shapes in seen} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "open_part",
    [
        '<rect width="9',
        '<rect data-x="/>',
        "<rect data-x='>",
        "<!-- <rect/>",
        "<style>rect{fill:red}",
        "<style><![CDATA[ <rect/>",
        "<g><script><![CDATA[</g><rect/>",
        "<text><![CDATA[</text><rect/>a<",
        "<?x <rect/>",
        "<text>half a wo",
        "<script>1<rect/>",
        "<foreignObject><rect/>",
        "</",
    ],
)
def test_what_has_not_ended_is_not_shown(open_part: str) -> None:
    before = '<svg viewBox="0 0 9 9"><circle r="4"/>'

    assert SHAPE.findall(read_partial(before + open_part)) == ['<circle r="4">']


@pytest.mark.parametrize(
    "answer", ["", "<svg", "Let me think", "<!-- <svg><path d='M0 0'/>", "<svg viewBox='0 0 9 9'>",
               "<think>perhaps <svg viewBox='0 0 9 9'><path d='M0 0'/></svg>"],
)  # fmt: skip
def test_nothing_to_be_seen_yet(answer: str) -> None:
    assert read_partial(answer) == ""


def test_the_end_of_a_thought_ends_the_waiting() -> None:
    assert read_partial(f"<think>a circle?</think>{HOUSE}") == read_answer(HOUSE).content


def test_an_unknown_profile_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="profile"):
        read_partial(HOUSE, profile="all")


@pytest.mark.parametrize("name", GENERATORS)
def test_hostile_beginnings_end_soon(name: str) -> None:
    text = GENERATORS[name](MAX_CHARACTERS)[: MAX_CHARACTERS - 50]
    started = time.process_time()

    read_partial(text)

    assert time.process_time() - started < 2.0


def test_what_is_too_long_is_not_read() -> None:
    assert read_partial(HOUSE + " " * MAX_BYTES) == ""


class Clock:
    """Each look at it costs `step` seconds."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 100.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_it_looks_now_and_then_and_tells_what_is_new() -> None:
    clock = Clock()
    growing = GrowingPicture("spec", clock)
    half = HOUSE.index("<circle")

    assert growing.add(HOUSE[:half]) == read_partial(HOUSE[:half]) != ""
    assert growing.add(HOUSE[half:]) is None
    clock.now += READ_SECONDS
    assert growing.add("\n") == read_partial(HOUSE)
    clock.now += READ_SECONDS
    assert growing.add("\n") is None
    assert growing.characters == len(HOUSE) + 2


def test_the_first_piece_is_told_although_nothing_can_be_seen() -> None:
    assert GrowingPicture("spec", Clock()).add("Here") == ""


def test_the_last_look_does_not_wait() -> None:
    growing = GrowingPicture("spec", Clock())
    growing.add("Here is")
    growing.add(HOUSE)

    assert growing.look() == read_partial(HOUSE)
    assert growing.look() is None


def test_a_picture_that_takes_long_to_read_is_read_rarely() -> None:
    clock = Clock(step=0.5)  # a reading takes 0.5 s by this clock
    growing = GrowingPicture("spec", clock)

    growing.add(HOUSE)
    clock.step, clock.now = 0.0, clock.now + 10 * READ_SECONDS

    assert growing.add("<rect/>") is None


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_answers_only_grow(path: Path) -> None:
    text = path.read_text(errors="replace")

    counts = [len(SHAPE.findall(read_partial(text[:end]))) for end in range(0, len(text), 13)]

    assert counts == sorted(counts)
    assert counts[-1] > 0
