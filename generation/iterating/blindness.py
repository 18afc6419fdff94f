"""A comparison is blind until its owner has voted, also on the pages beside its own."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q

from generation.models import Origin, Status, SVGGenerationRequest, Vote

UNDER_WAY = (Status.PENDING, Status.PROCESSING)


def is_choice_open(*, has_ended: bool, drawn: int) -> bool:
    """Of a comparison without a vote: with fewer than two pictures nothing is to be chosen."""
    return not has_ended or drawn > 1


def hidden_ones(requests: Iterable[SVGGenerationRequest]) -> set[UUID]:
    """The keys of those whose model is not told yet: two look-ups, none without comparisons."""
    compared = [request for request in requests if request.origin == Origin.COMPARED]
    groups = {request.group for request in compared if request.group}
    blind = _blind(groups) if groups else set()
    return {request.pk for request in compared if request.group in blind}


def _blind(groups: set[UUID]) -> set[UUID]:
    voted = set(Vote.objects.filter(group__in=groups).values_list("group", flat=True))
    told = (
        SVGGenerationRequest.objects.filter(group__in=groups - voted)
        .order_by()
        .values_list("group")
        .annotate(
            open=Count("pk", filter=Q(status__in=UNDER_WAY), distinct=True),
            drawn=Count("svgs", distinct=True),
        )
    )
    return {key for key, left, drawn in told if is_choice_open(has_ended=not left, drawn=drawn)}
