"""What a request cost, in figures and in words. An unknown cost is unknown, not nothing."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from generation.models import CortexResponse, PipelineStep, SVGGenerationRequest


@dataclass(frozen=True)
class Cost:
    """US dollars of all calls with a known price, and whether calls of unknown price were made."""

    known: Decimal
    has_unknown: bool
    calls: int

    @property
    def amount(self) -> Decimal | None:
        """The whole cost; None where a part of it is unknown."""
        return None if self.has_unknown else self.known

    def __str__(self) -> str:
        if not self.calls and not self.has_unknown:
            return "It cost nothing."
        if self.has_unknown:
            return "What it cost is not known yet: a call was made and may be billed."
        return "It cost nothing." if not self.known else f"It cost about ${self.known:.4f}."


def cost_of(request: SVGGenerationRequest) -> Cost:
    """Add up the calls of a request; a call that was begun and left no answer is unknown."""
    answers = CortexResponse.objects.filter(request=request).aggregate(
        known=Sum("cost"), calls=Count("pk"), unpriced=Count("pk", filter=Q(cost=None))
    )
    has_unknown = bool(answers["unpriced"]) or _has_lost_call(request)
    return Cost(answers["known"] or Decimal(0), has_unknown, answers["calls"])


def _has_lost_call(request: SVGGenerationRequest) -> bool:
    """A call that did not end well and of whose attempt nothing was kept, not even an error."""
    if not request.is_finished:
        return False
    begun = PipelineStep.objects.filter(request=request, name="call_cortex")
    broken = begun.exclude(outcome=PipelineStep.Outcome.DONE)
    kept = CortexResponse.objects.filter(request=request).values("attempt")
    return broken.exclude(attempt__in=kept).exists()
