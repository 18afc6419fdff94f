"""The input rules, and that a message points at the character it means."""

import string
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from generation.validators import (
    FILENAME_CHARACTERS,
    validate_filename,
    validate_prompt,
    validate_stage_name,
)


def message_of(validate: Callable[[str], None], value: str) -> str:
    with pytest.raises(ValidationError) as caught:
        validate(value)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    "prompt",
    ["a red house", "It's \"big\", isn't it? Yes - 3.5!", "x" * 1000, "two\nlines of text"],
)
def test_prompt_allowed(prompt: str) -> None:
    validate_prompt(prompt)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("", "The prompt is empty."),
        (" \n\t        ", "The prompt is empty."),
        ("too short", "The prompt has 9 characters; it needs at least 10."),
        ("x" * 1001, "The prompt has 1001 characters; at most 1000 are allowed."),
    ],
)
def test_prompt_length(prompt: str, expected: str) -> None:
    assert message_of(validate_prompt, prompt) == expected


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("a café by the sea", "‘é’ (U+00E9) at position 6"),
        ("<script>alert(1)</script>", "‘<’ (U+003C) at position 1"),
        ("a house; drop table", "‘;’ (U+003B) at position 8"),
        ("zero\x00in the middle", "U+0000 at position 5"),
        ("a house 🏠 in a field", "‘🏠’ (U+1F3E0) at position 9"),
    ],
)
def test_prompt_names_character_and_place(prompt: str, named: str) -> None:
    message = message_of(validate_prompt, prompt)

    assert named in message
    assert "Allowed are letters, digits, spaces and - . , ! ? ' \"." in message


def test_setting_widens_prompt_to_unicode(settings: Settings) -> None:
    settings.PROMPT_CHARACTERS = "unicode"

    validate_prompt("ein gemütliches Café am Meer 🏠")


def test_unicode_prompt_still_refuses_control_characters(settings: Settings) -> None:
    settings.PROMPT_CHARACTERS = "unicode"

    assert "U+001B at position 3" in message_of(validate_prompt, "an\x1b[31m escape")


@pytest.mark.parametrize("name", ["house", "a", "A_b-9", "x" * 255])
def test_filename_allowed(name: str) -> None:
    validate_filename(name)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("", "is empty"),
        ("x" * 256, "256 characters"),
        ("house.svg", "‘.’ (U+002E) at position 6"),
        ("../house", "‘.’ (U+002E) at position 1"),
        ("my house", "a space at position 3"),
        ("house\n", "a line break at position 6"),
    ],
)
def test_filename_refused(name: str, named: str) -> None:
    assert named in message_of(validate_filename, name)


@pytest.mark.parametrize("name", ["S", "SVG_STAGE", "A1", "X" * 255])
def test_stage_name_allowed(name: str) -> None:
    validate_stage_name(name)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("", "is empty"),
        ("svg_stage", "begins with ‘s’"),
        ("1STAGE", "begins with ‘1’"),
        ("_STAGE", "begins with ‘_’"),
        ("STAGE-1", "‘-’ (U+002D) at position 6"),
        ('S"; DROP TABLE X', '‘"’ (U+0022) at position 2'),
        ("STAGE\n", "a line break at position 6"),
    ],
)
def test_stage_name_refused(name: str, named: str) -> None:
    assert named in message_of(validate_stage_name, name)


@given(st.text(max_size=300))
def test_filename_accepts_exactly_its_characters(name: str) -> None:
    allowed = 1 <= len(name) <= 255 and set(name) <= FILENAME_CHARACTERS
    try:
        validate_filename(name)
    except ValidationError:
        assert not allowed
    else:
        assert allowed


@given(st.text(alphabet=string.printable + "é🏠\x00", max_size=40))
def test_prompt_message_points_at_a_character_that_is_there(prompt: str) -> None:
    try:
        validate_prompt(prompt)
    except ValidationError as error:
        if error.code == "character":
            position = int(error.message.split("position ")[1].split(".")[0])
            assert not (prompt[position - 1].isascii() and prompt[position - 1].isalnum())
