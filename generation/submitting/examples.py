"""Prompts that the form proposes, in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from generation.snowflake.settings import get_settings

_EXAMPLES = (
    gettext_noop("A red house under a yellow sun, with two green trees"),
    gettext_noop("A blue sailing boat on the sea at night, under a full moon"),
    gettext_noop("An orange cat beside three pink flowers"),
    gettext_noop("A rocket in space, with five stars and a purple planet"),
)


@dataclass(frozen=True)
class Example:
    """What is read, and what is filled in where it is chosen."""

    label: str
    prompt: str


def examples() -> list[Example]:
    """The preview engine understands English alone, so that it is given that; a model all."""
    is_english = get_settings().embedded
    labels = [(gettext(text), text) for text in _EXAMPLES]
    return [Example(label, text if is_english else label) for label, text in labels]
