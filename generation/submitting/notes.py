"""What there is to say about a form while it is filled in. It advises; the services decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.functional import Promise

from auditing.masking import kinds_in
from generation.models import SVGGenerationRequest
from generation.submitting.asked_before import asked_before
from generation.validators import PROMPT


@dataclass(frozen=True)
class Notes:
    """What to show.

    Attributes:
        error: why the prompt would be refused.
        secrets: what it seems to hold, in words.
        earlier: the person's own request of the same words.
    """

    error: str = ""
    secrets: tuple[str | Promise, ...] = ()
    earlier: SVGGenerationRequest | None = None


def notes_on(user: User, prompt: str, *, model: str = "") -> Notes:
    error = _error(prompt)
    return Notes(
        error,
        tuple(kinds_in(prompt[: 2 * PROMPT.maximum])),
        None if error else asked_before(user, prompt, model=model),
    )


def _error(prompt: str) -> str:
    """Not that it is too short yet: the counter says so."""
    is_long = len(prompt.strip()) >= PROMPT.minimum
    try:
        (PROMPT if is_long else PROMPT.check_characters)(prompt)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


# What is typed beside the prompt, and can be wrong.
TYPED = ("colours", "avoid", "filename")


def errors_of(
    form: forms.Form, template: forms.Form | None, *, was_refused: bool
) -> Iterator[tuple[forms.BoundField, ErrorList]]:
    """Each field that is typed into, with what is wrong with it so far.

    Args:
        was_refused: the form was sent once; before, a field still empty is no fault.
    """
    for field in (*map(form.__getitem__, TYPED), *(template or ())):
        yield field, field.errors if was_refused or field.value() else ErrorList()
