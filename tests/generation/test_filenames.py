import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.filenames import propose_filename
from generation.validators import validate_filename


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A red house under a yellow sun", "red-house-under-yellow-sun"),
        ("Please draw me a picture of the sea!", "sea"),
        ("the of and", "the-of-and"),
        ("!!! ???", "picture"),
        ("Ein Café", "ein-cafe"),
    ],
)
def test_proposes_telling_words(prompt: str, expected: str) -> None:
    assert propose_filename(prompt) == expected


@given(st.text(max_size=1200))
def test_a_proposal_always_passes_the_rule(prompt: str) -> None:
    validate_filename(propose_filename(prompt))
