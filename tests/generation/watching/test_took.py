"""Times that are over, as the pages say them."""

import pytest
from django.utils import translation

from generation.templatetags.watching import took


@pytest.mark.parametrize(
    "milliseconds, words",
    [(0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (5127, "5.1 s"), (12_400, "12 s")],
)
def test_milliseconds_below_a_second_only(milliseconds: int, words: str) -> None:
    assert took(milliseconds) == words


def test_the_reader_s_own_decimal_sign() -> None:
    with translation.override("de"):
        assert took(5127) == "5,1 s"
