"""The variables of a template: their types, their checks, and a prompt made of text and values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from generation.submitting.palettes import name_of, read_colours
from generation.validators import is_prompt_character, name_character

TEXT, NUMBER, COLOUR, CHOICE = TYPES = ("text", "number", "colour", "choice")
MOST_VARIABLES, MOST_LETTERS, MOST_NUMBER = 8, 120, 1_000_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}\Z")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Variable:
    """One thing to fill in; `choices` for the type choice only."""

    name: str
    label: str
    type: str = TEXT
    choices: tuple[str, ...] = ()
    default: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Variable":
        return cls(
            name=str(data.get("name", "")),
            label=str(data.get("label", "") or data.get("name", "")),
            type=str(data.get("type", TEXT)),
            choices=tuple(map(str, data.get("choices", ()))),
            default=str(data.get("default", "")),
        )

    def as_json(self) -> dict[str, Any]:
        told = {"name": self.name, "label": self.label, "type": self.type, "default": self.default}
        return {**told, "choices": list(self.choices)} if self.choices else told

    def clean(self, value: str) -> str:
        """The value as it is frozen: a number without zeros in front, a colour as ``#rrggbb``.

        Raises:
            ValidationError: in plain words.
        """
        text = " ".join(value.split())
        if not text:
            raise ValidationError(_("Fill this in."))
        return {NUMBER: _number, COLOUR: _colour, CHOICE: self._choice}.get(self.type, _text)(text)

    def _choice(self, text: str) -> str:
        if text not in self.choices:
            raise ValidationError(_("Choose one of: %s.") % ", ".join(self.choices))
        return text

    def in_words(self, value: str) -> str:
        """As it stands in the prompt. A prompt has no #, so a colour is called by its name."""
        return name_of(value) if self.type == COLOUR else value


def _text(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise ValidationError(_("At most %s characters.") % MOST_LETTERS)
    if wrong := next((c for c in text if not is_prompt_character(c)), None):
        raise ValidationError(
            _("This has %s, which a prompt may not have.") % name_character(wrong)
        )
    return text


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValidationError(_("‘%s’ is no number.") % text[:20]) from None
    if not number.is_finite() or abs(number) > MOST_NUMBER or number.as_tuple().exponent < -3:  # type: ignore[operator]
        raise ValidationError(_("A number up to a million, with three decimals at most."))
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _colour(text: str) -> str:
    found = read_colours(text)
    if len(found) != 1:
        raise ValidationError(_("One colour, such as #1d4fd7."))
    return found[0]


def render(text: str, variables: tuple[Variable, ...], values: Mapping[str, str]) -> str:
    """The prompt. Each place is filled once: what a value says is never filled in again."""
    known = {variable.name: variable for variable in variables}

    def fill(place: re.Match[str]) -> str:
        variable = known.get(place[1])
        return variable.in_words(values.get(variable.name, "")) if variable else place[0]

    return _PLACE.sub(fill, text)


def check_template(text: str, variables: tuple[Variable, ...]) -> None:
    """Whether text and variables belong together and can give a prompt.

    Raises:
        ValidationError: for `text` or `variables`, each fault in plain words.
    """
    errors = {"text": list(_faults_of_text(text, variables))}
    errors["variables"] = list(_faults_of_variables(text, variables))
    if faults := {name: found for name, found in errors.items() if found}:
        raise ValidationError(faults)


def _faults_of_text(text: str, variables: tuple[Variable, ...]) -> Iterator[str]:
    names = {variable.name for variable in variables}
    for place in dict.fromkeys(_PLACE.findall(text)):
        if place not in names:
            yield _("{%s} is no variable of this template.") % place[:40]
    rest = _PLACE.sub("", text)
    if wrong := next((c for c in rest if not is_prompt_character(c)), None):
        yield _("The text has %s, which a prompt may not have.") % name_character(wrong)


def _faults_of_variables(text: str, variables: tuple[Variable, ...]) -> Iterator[str]:
    names = [variable.name for variable in variables]
    if len(names) > MOST_VARIABLES:
        yield _("At most %s variables.") % MOST_VARIABLES
    for variable in variables:
        called = variable.name[:40]
        if not _NAME.match(variable.name):
            yield _("‘%s’ is no name: small letters, digits and _ are, a letter first.") % called
        elif names.count(variable.name) > 1:
            yield _("There are two variables %s.") % called
        elif f"{{{variable.name}}}" not in text:
            yield _("{%s} does not occur in the text.") % called
        yield from _faults_of_type(variable)


def _faults_of_type(variable: Variable) -> Iterator[str]:
    if variable.type not in TYPES:
        yield _("%(name)s: there is no type %(type)r. There are: %(types)s.") % {
            "name": variable.name[:40],
            "type": variable.type[:20],
            "types": ", ".join(TYPES),
        }
    elif variable.type == CHOICE and len(variable.choices) < 2:
        yield _("%s: a choice has two choices or more.") % variable.name[:40]
    elif variable.default:
        try:
            variable.clean(variable.default)
        except ValidationError as error:
            yield f"{variable.name[:40]}: {error.messages[0]}"
