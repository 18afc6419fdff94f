import pytest
from django.core.exceptions import ValidationError

from generation.parameters import clean_parameters


def test_given_parameters_are_kept_and_missing_ones_left_out() -> None:
    assert clean_parameters({"temperature": 0.5, "top_p": None}) == {"temperature": 0.5}
    assert clean_parameters(None) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"temperature": 1.5}, "temperature is 1.5; it has to be 0 to 1."),
        ({"temperature": "hot"}, "temperature has to be a number."),
        ({"max_tokens": 12.5}, "max_tokens has to be a whole number."),
        ({"max_tokens": True}, "max_tokens has to be a whole number."),
        ({"top_p": float("nan")}, "top_p is nan; it has to be 0 to 1."),
        ({"seed": 1}, "There is no parameter 'seed'."),
    ],
)
def test_refuses_what_is_out_of_its_limits(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_parameters(given)

    assert message in caught.value.messages[0]
