"""Which models win comparisons: counted from votes, without a word of any prompt."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import User

from generation.models import SVGGenerationRequest, Vote

# A person's newest; older ones are about models of yesterday.
MOST_VOTES = 2000


@dataclass(frozen=True)
class Standing:
    """How often a model stood in a comparison that was voted on, and how often it won."""

    model: str
    compared: int
    won: int

    @property
    def percent(self) -> int:
        return round(100 * self.won / self.compared)


def standings(owner: User | None = None) -> list[Standing]:
    """Of one person's votes, or of everybody's; the best first."""
    votes = Vote.objects.filter(owner=owner) if owner else Vote.objects.all()
    newest = votes.order_by("-made_at").values_list("group", "request__selected_model")
    told = dict(newest[:MOST_VOTES])
    stood = SVGGenerationRequest.objects.filter(group__in=list(told)).values_list(
        "group", "selected_model"
    )
    compared = Counter(model for _group, model in stood)
    won = Counter(told.values())
    found = [Standing(model, number, won[model]) for model, number in compared.items()]
    return sorted(found, key=lambda s: (-s.won / s.compared, -s.compared, s.model))
