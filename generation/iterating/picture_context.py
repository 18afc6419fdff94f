"""How large a picture may be to be changed by a model: its whole answer holds the new picture."""

import math

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from auditing.humane import grouped
from generation.models import CortexModel
from generation.parameters import DEFAULT_MAX_TOKENS
from generation.prompts import CHARACTERS_PER_TOKEN
from generation.snowflake.settings import get_settings

# What the model is told as the most it should write is as much larger than the picture.
ROOM = 1.2


def answer_limit(model: CortexModel) -> int:
    """How many tokens this model's answer may have, by the transport that is set."""
    by_sql = get_settings().cortex_transport == "sql"
    return min(model.max_output_tokens, DEFAULT_MAX_TOKENS) if by_sql else model.max_output_tokens


def max_tokens_for(picture: str, model: CortexModel) -> int:
    """Where the answer is cut off: the usual place, or later where the picture needs it.

    Raises:
        ValidationError: the picture is too large for this model; nothing was asked or paid.
    """
    limit = answer_limit(model)
    if len(picture) > limit * CHARACTERS_PER_TOKEN:
        told = {
            "size": grouped(len(picture)),
            "model": model.name,
            "most": grouped(int(limit * CHARACTERS_PER_TOKEN)),
        }
        raise ValidationError(
            _(
                "This picture is too large to be changed by %(model)s: it has %(size)s characters, "
                "and the model can answer with about %(most)s. Choose another model, or draw it "
                "anew in simpler words. It cost nothing."
            )
            % told,
            code="picture_too_large",
        )
    wanted = math.ceil(len(picture) * ROOM / CHARACTERS_PER_TOKEN)
    return min(max(wanted, DEFAULT_MAX_TOKENS), limit)
