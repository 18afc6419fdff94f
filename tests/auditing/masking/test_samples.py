"""Every published format, in every form it is met in: gone whole. What only looks alike: kept."""

import pytest

from auditing.masking import mask
from tests.auditing.masking.samples import CLASSES, ORDINARY, leaks, ordinary, secrets

# each form and carrier several times, with other random bodies
COUNT = 52


@pytest.mark.parametrize("kind", CLASSES)
def test_no_secret_and_no_part_of_one_is_left(kind: str) -> None:
    left = [s for s in secrets(kind, COUNT, seed=7) if leaks(s, mask(s.text))]

    assert left == []


@pytest.mark.parametrize("kind", ORDINARY)
def test_ordinary_text_stays_as_it_is(kind: str) -> None:
    texts = ordinary(kind, 30, seed=7)

    assert [mask(text) for text in texts] == texts


@pytest.mark.parametrize("kind", CLASSES)
def test_masking_twice_changes_nothing(kind: str) -> None:
    once = [mask(sample.text) for sample in secrets(kind, COUNT, seed=8)]

    assert [mask(text) for text in once] == once
