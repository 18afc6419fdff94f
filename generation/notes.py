"""What there is to say about a prompt while it is typed. It advises; the services decide."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from auditing.masking import kinds_in
from generation.validators import PROMPT

# Said while one types; that it is too short yet, the counter says.
SAID = ("character", "max_length")


@dataclass(frozen=True)
class Notes:
    """`error`: why the prompt would be refused; `secrets`: what it seems to hold, in words."""

    error: str = ""
    secrets: tuple[str | Promise, ...] = ()


def notes_on(prompt: str) -> Notes:
    return Notes(_error(prompt), tuple(kinds_in(prompt[: 2 * PROMPT.maximum])))


def _error(prompt: str) -> str:
    try:
        PROMPT(prompt)
    except ValidationError as error:
        return error.messages[0] if error.code in SAID else ""
    return ""
