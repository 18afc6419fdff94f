"""Hostile input ends soon, in little memory, and in time that grows no faster than its size."""

import time
import tracemalloc

import pytest

from generation.svg import read_answer
from generation.svg.limits import MAX_BYTES
from tests.generation.svg.hostile import GENERATORS

# A busy machine is allowed for; what grows with the square of the size is not.
SECONDS = 4.0
MEGABYTES = 100


def fitted(name: str, size: int) -> str:
    """What the generator gives, made smaller until it has at most so many bytes."""
    wanted = size
    while (found := len((text := GENERATORS[name](wanted)).encode())) > size:
        wanted = wanted * size // found - 1_000
    return text


def seconds(answer: str, profile: str) -> float:
    started = time.process_time()
    read_answer(answer, profile=profile)
    return time.process_time() - started


@pytest.mark.parametrize("name", GENERATORS)
def test_time(name: str) -> None:
    quarter = seconds(fitted(name, MAX_BYTES // 4), "spec")

    whole = seconds(fitted(name, MAX_BYTES), "spec")

    assert whole < SECONDS
    assert whole < 12 * quarter + 0.2


@pytest.mark.parametrize(
    "name", ["small shapes", "long path", "attributes on one element", "unclosed quotes",
             "style attributes", "use of a long path", "clipped shapes", "ampersands"],
)  # fmt: skip
def test_memory(name: str) -> None:
    answer = fitted(name, MAX_BYTES)
    tracemalloc.start()

    read_answer(answer)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000


def test_larger_is_refused_unread() -> None:
    result = read_answer("<svg>" + "é" * (MAX_BYTES // 2))

    assert (result.content, result.validation_status) == ("", "invalid")
    assert result.receipt[0]["code"] == "too_large"
    assert result.processing_metadata["processing_time"] < 0.1
