"""What requests cost, in figures and in words. An unknown cost is unknown, not nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from auditing.humane import grouped
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

    def __add__(self, other: Self) -> "Cost":
        return Cost(
            self.known + other.known,
            self.has_unknown or other.has_unknown,
            self.calls + other.calls,
        )

    def __str__(self) -> str:
        if not self.calls and not self.has_unknown:
            return _("It cost nothing.")
        if self.has_unknown:
            return _("What it cost is not known yet: a call was made and may be billed.")
        if not self.known:
            return _("It cost nothing.")
        return _("It cost about $%(dollars)s.") % {"dollars": grouped(self.known, 4)}


NO_COST = Cost(Decimal(0), has_unknown=False, calls=0)


def cost_of(request: SVGGenerationRequest) -> Cost:
    """Add up the calls of a request; a call that was begun and left no answer is unknown."""
    return costs_of([request])[request.pk]


def costs_of(requests: Iterable[SVGGenerationRequest]) -> dict[UUID, Cost]:
    """The cost of each, in two look-ups for all."""
    wanted = {request.pk: request for request in requests}
    answers = (
        CortexResponse.objects.filter(request__in=wanted)
        .order_by()
        .values_list("request")
        .annotate(known=Sum("cost"), calls=Count("pk"), unpriced=Count("pk", filter=Q(cost=None)))
    )
    told = {pk: (known, calls, unpriced) for pk, known, calls, unpriced in answers}
    lost = _with_lost_calls([pk for pk, request in wanted.items() if request.is_finished])
    costs = {}
    for pk in wanted:
        known, calls, unpriced = told.get(pk, (None, 0, 0))
        costs[pk] = Cost(known or Decimal(0), bool(unpriced) or pk in lost, calls)
    return costs


def _with_lost_calls(ended: list[UUID]) -> set[UUID]:
    """Those with a call that did not end well and of whose attempt nothing was kept, no error."""
    if not ended:
        return set()
    begun = PipelineStep.objects.filter(request__in=ended, name="call_cortex")
    broken = begun.exclude(outcome=PipelineStep.Outcome.DONE)
    kept = CortexResponse.objects.filter(
        request=OuterRef("request_id"), attempt=OuterRef("attempt")
    )
    return set(broken.filter(~Exists(kept)).values_list("request_id", flat=True))
