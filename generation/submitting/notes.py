"""What there is to say about a prompt while it is typed. It advises; the services decide."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
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
