"""What going on from a picture will cost, before it is asked: by the tokens that it took itself."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.translation import gettext as _

from auditing.humane import grouped
from generation.models import CortexModel, CortexResponse, SVGGenerationRequest
from generation.snowflake.settings import get_settings
from generation.submitting.model_facts import ASSUMED_TOKENS

# Of SVG and of words, in English; only for estimates.
CHARACTERS_A_TOKEN = 2.5


@dataclass(frozen=True)
class Estimate:
    """US dollars; None where a price is unknown. `is_free`: the stand-in answers."""

    dollars: Decimal | None
    is_free: bool = False

    def __add__(self, other: Self) -> "Estimate":
        unknown = self.dollars is None or other.dollars is None
        total = None if unknown else (self.dollars or 0) + (other.dollars or Decimal(0))
        return Estimate(total, self.is_free and other.is_free)

    def times(self, number: int) -> "Estimate":
        return Estimate(None if self.dollars is None else self.dollars * number, self.is_free)

    def __str__(self) -> str:
        if self.is_free:
            return _("It costs nothing: the preview engine draws.")
        if self.dollars is None:
            return _("The price is not known yet.")
        return _("About $%(dollars)s.") % {"dollars": grouped(self.dollars, 4)}


NOTHING = Estimate(Decimal(0), is_free=True)


def estimate(model: CortexModel, *, prompt_tokens: int, answer_tokens: int) -> Estimate:
    """One call of `model`."""
    if get_settings().embedded:
        return NOTHING
    return Estimate(model.cost(prompt_tokens, answer_tokens))


def again(model: CortexModel, tokens: tuple[int, int]) -> Estimate:
    """A prompt asked once more; `tokens` as of `tokens_of`."""
    return estimate(model, prompt_tokens=tokens[0], answer_tokens=tokens[1])


def changed(model: CortexModel, tokens: tuple[int, int], picture: str) -> Estimate:
    """A picture changed: it is sent along, and comes back about as long."""
    size = round(len(picture) / CHARACTERS_A_TOKEN)
    return estimate(model, prompt_tokens=tokens[0] + size, answer_tokens=round(size * 1.1))


def tokens_of(request: SVGGenerationRequest) -> tuple[int, int]:
    """Of the prompt and of the answer: what the newest one really took, or an assumption."""
    told = (
        CortexResponse.objects.filter(
            request=request,
            status=CortexResponse.ResponseStatus.SUCCESS,
            prompt_tokens__isnull=False,
            completion_tokens__isnull=False,
        )
        .order_by("-created_at")
        .values_list("prompt_tokens", "completion_tokens")
        .first()
    )
    return told or ASSUMED_TOKENS
