"""The input rules of the specification, once: models, forms, admin, command and service use these.

A message names the first offending character and where it stands, so that nobody has to guess.
"""

import string
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LETTERS_AND_DIGITS = frozenset(string.ascii_letters + string.digits)
# The specification's pattern has \s; of white space only what a keyboard gives is meant.
PROMPT_CHARACTERS = LETTERS_AND_DIGITS | frozenset(" \t\n\r-.,!?'\"")
FILENAME_CHARACTERS = LETTERS_AND_DIGITS | frozenset("_-")
STAGE_CHARACTERS = frozenset(string.ascii_uppercase + string.digits + "_")


@dataclass(frozen=True)
class TextRule:
    """How long a text may be and of which characters; `what` names it in messages."""

    what: Any
    minimum: int
    maximum: int
    is_allowed: Callable[[str], bool] = field(repr=False)
    allowed_in_words: Any
    first_in_words: Any = ""
    is_allowed_first: Callable[[str], bool] | None = field(default=None, repr=False)

    @property
    def too_long(self) -> Any:
        """The message for a text over the maximum, in the form of Django's field messages.

        It waits with its language until it is shown.
        """
        return lazy(self._too_long, str)()

    def _too_long(self) -> str:
        words = gettext("%(what)s has %%(show_value)d characters; at most %(maximum)s are allowed.")
        return words % {"what": self.what, "maximum": self.maximum}

    def __call__(self, value: str) -> None:
        """Refuse a text that breaks the rule.

        Raises:
            ValidationError: in plain words; code min_length, max_length or character.
        """
        self._check_length(value)
        self._check_first(value)
        self.check_characters(value)

    def check_characters(self, value: str) -> None:
        """As the rule itself, whatever the length.

        Raises:
            ValidationError: in plain words; code character.
        """
        for position, character in enumerate(value, start=1):
            if not self.is_allowed(character):
                words = gettext(
                    "%(what)s has %(character)s at position %(position)s. Allowed are %(allowed)s."
                )
                raise ValidationError(
                    words
                    % {
                        "what": self.what,
                        "character": name_character(character),
                        "position": position,
                        "allowed": self.allowed_in_words,
                    },
                    code="character",
                )

    def _check_length(self, value: str) -> None:
        length = len(value.strip())
        if length == 0:
            words = gettext("%(what)s is empty.") % {"what": self.what}
            raise ValidationError(words, code="required")
        if length < self.minimum:
            words = gettext("%(what)s has %(length)s characters; it needs at least %(minimum)s.")
            given = {"what": self.what, "length": length, "minimum": self.minimum}
            raise ValidationError(words % given, code="min_length")
        if len(value) > self.maximum:
            raise ValidationError(self.too_long % {"show_value": len(value)}, code="max_length")

    def _check_first(self, value: str) -> None:
        if self.is_allowed_first and not self.is_allowed_first(value[0]):
            words = gettext("%(what)s begins with %(character)s; it has to begin with %(first)s.")
            given = {
                "what": self.what,
                "character": name_character(value[0]),
                "first": self.first_in_words,
            }
            raise ValidationError(words % given, code="character")


def name_character(character: str) -> str:
    """A character as a person would point at it: ‘é’, a tab, U+0000."""
    line = gettext("a line break")
    named = {" ": gettext("a space"), "\n": line, "\r": line, "\t": gettext("a tab")}
    if character in named:
        return named[character]
    code = f"U+{ord(character):04X}"
    return f"‘{character}’ ({code})" if character.isprintable() else code


def is_prompt_character(character: str) -> bool:
    """The strict rule of the specification, or any printable character where a setting says so."""
    if character in PROMPT_CHARACTERS:
        return True
    return settings.PROMPT_CHARACTERS == "unicode" and character.isprintable()


PROMPT = TextRule(
    what=_("The prompt"),
    minimum=10,
    maximum=1000,
    is_allowed=is_prompt_character,
    allowed_in_words=_("letters, digits, spaces and - . , ! ? ' \""),
)
FILENAME = TextRule(
    what=_("The file name"),
    minimum=1,
    maximum=255,
    is_allowed=FILENAME_CHARACTERS.__contains__,
    allowed_in_words=_("letters, digits, _ and - (the ending .svg is added for you)"),
)
STAGE_NAME = TextRule(
    what=_("The stage name"),
    minimum=1,
    maximum=255,
    is_allowed=STAGE_CHARACTERS.__contains__,
    allowed_in_words=_("capital letters, digits and _"),
    is_allowed_first=frozenset(string.ascii_uppercase).__contains__,
    first_in_words=_("a capital letter"),
)
IDENTIFIER = replace(STAGE_NAME, what=_("The name"))


def validate_prompt(value: str) -> None:
    PROMPT(value)


def validate_filename(value: str) -> None:
    FILENAME(value)


def validate_stage_name(value: str) -> None:
    STAGE_NAME(value)


def validate_identifier(value: str) -> None:
    IDENTIFIER(value)
