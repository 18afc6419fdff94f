"""What a prompt seems to hold, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing.masking import kinds_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a poster, password: hunter2xyz", "a password or a key"),
        ("badge for AKIAIOSFODNN7EXAMPLE please", "an access token"),
        ("a letter to jane.doe@example.com", "e-mail"),
        ("a card with 4111 1111 1111 1111 on it", "a payment card"),
        ("pay to DE89 3704 0044 0532 0130 00", "a bank account"),
        ("a sign that says +49 30 1234567", "a telephone number"),
        ("a sign that says 030 1234567 89", "a telephone number"),
    ],
)
def test_it_is_named(text: str, kind: str) -> None:
    assert any(kind in str(words) for words in kinds_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "a red house under a yellow sun, with two green trees",
        "a banner for 2026 - 2027, 100 years, 50 percent off",
        "a clock at 10 30, and 12 birds in 3 rows of 4",
        "a key and a lock, a token of love, the word password on a door",
        "four digits 1234 5678 on a plate",
    ],
)
def test_ordinary_wishes_hold_nothing(text: str) -> None:
    assert kinds_in(text) == []


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert all(str(words) for words in kinds_in(text))
