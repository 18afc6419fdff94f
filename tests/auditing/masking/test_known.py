"""This system's own secrets go by their exact value, wherever and however they are written."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from auditing.masking import MASK, known, mask, register_secrets
from svgsite.secrets import configured_secrets

# Ordinary words, so that no rule but the registered value can find it.
SECRET = 'Correct+horse "battery"/stäple'


@pytest.fixture(scope="module", autouse=True)
def registered() -> Iterator[None]:
    before = known.state()
    register_secrets([SECRET, "tiny5", "abc"])
    yield
    known.restore(before)


@given(before=st.text(max_size=200), after=st.text(max_size=200))
def test_it_survives_in_no_text(before: str, after: str) -> None:
    assert SECRET not in mask(before + SECRET + after)


@given(before=st.binary(max_size=20), after=st.binary(max_size=20))
def test_base64_of_something_around_it_is_gone_whole(before: bytes, after: bytes) -> None:
    encoded = base64.b64encode(before + SECRET.encode() + after).decode()

    assert mask(f"sent {encoded} there") == f"sent {MASK} there"


@pytest.mark.parametrize(
    "written",
    [
        quote(SECRET, safe=""),
        quote(SECRET),
        json.dumps(SECRET),
        json.dumps(json.dumps(SECRET)),
        SECRET.encode().hex(),
        base64.urlsafe_b64encode(SECRET.encode()).decode(),
    ],
)
def test_however_it_is_written(written: str) -> None:
    assert "battery" not in mask(f"at {written} end")
    assert written[3:-3] not in mask(f"at {written} end")


def test_a_short_one_counts_as_a_word_of_its_own() -> None:
    assert mask("it is tiny5, mytiny55 abc") == f"it is {MASK}, mytiny55 abc"


def test_what_the_settings_hold_is_registered_at_the_start() -> None:
    assert settings.SECRET_KEY in configured_secrets()
    assert settings.SECRET_KEY not in mask(f"the key {settings.SECRET_KEY} leaked")
