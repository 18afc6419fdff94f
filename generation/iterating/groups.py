"""Requests that were asked for together: variations, comparisons, the lines of a batch."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch, QuerySet, Sum

from auditing.access import Actor
from auditing.recording import record_event
from generation import services
from generation.costs import NO_COST, Cost, costs_of
from generation.iterating.blindness import is_choice_open
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    Origin,
    PartialPicture,
    Status,
    SVGGenerationRequest,
    Vote,
)
from generation.permissions import require

# A batch has no more lines; a longer group shows its first.
MOST_MEMBERS = 200
# The pictures of a larger group do not grow on its page: it would be asked for all the time.
MOST_GROWING = 12


@dataclass(frozen=True)
class Member:
    """One request of a group with what a page shows of it."""

    place: int  # from 1
    request: SVGGenerationRequest
    svg: GeneratedSVG | None
    cost: Cost
    tokens: int | None
    seconds: float | None
    letter: str
    is_chosen: bool
    written: int | None  # characters of the answer so far, where some of the picture can be seen


@dataclass(frozen=True)
class Group:
    """Its members, in an order that stays."""

    key: UUID
    origin: Origin
    members: Sequence[Member]
    vote: Vote | None

    @property
    def first(self) -> SVGGenerationRequest:
        return self.members[0].request

    @property
    def is_finished(self) -> bool:
        return all(member.request.is_finished for member in self.members)

    @property
    def ended(self) -> int:
        return sum(member.request.is_finished for member in self.members)

    @property
    def state(self) -> str:
        """Short, and another one as soon as a member has moved on."""
        told = [(m.request.pk, m.request.status, m.written) for m in self.members]
        return hashlib.blake2s(repr(told).encode(), digest_size=8).hexdigest()

    @property
    def drawn(self) -> int:
        return sum(member.svg is not None for member in self.members)

    @property
    def is_blind(self) -> bool:
        """Nothing tells who drew what: a choice between pictures is still to be made."""
        if self.origin != Origin.COMPARED or self.vote is not None:
            return False
        return is_choice_open(has_ended=self.is_finished, drawn=self.drawn)

    @property
    def can_vote(self) -> bool:
        return self.is_blind and self.is_finished

    @property
    def cost(self) -> Cost:
        return sum((member.cost for member in self.members), NO_COST)


def group_of(user: Actor, key: UUID) -> Group | None:
    """The group, as far as `user` may see its requests; None where that is nothing."""
    light = GeneratedSVG.objects.defer("svg_content", "receipt")
    found = (
        SVGGenerationRequest.objects.visible_to(user)
        .filter(group=key)
        .select_related("owner")
        .prefetch_related(Prefetch("svgs", queryset=light))
        .order_by("created_at", "pk")
    )
    requests = list(found[:MOST_MEMBERS])
    if not requests:
        return None
    origin = Origin(requests[0].origin)
    if origin == Origin.COMPARED:
        requests.sort(key=lambda request: _shuffled(key, request))
    vote = Vote.objects.filter(group=key).first() if origin == Origin.COMPARED else None
    return Group(key, origin, _members(requests, vote), vote)


def _shuffled(key: UUID, request: SVGGenerationRequest) -> str:
    """An order that says nothing of the models, and is the same each time."""
    return hashlib.sha256(f"{key} {request.pk}".encode()).hexdigest()


def _members(requests: list[SVGGenerationRequest], vote: Vote | None) -> list[Member]:
    costs = costs_of(requests)
    told = (
        CortexResponse.objects.filter(request__in=requests)
        .order_by()
        .values_list("request")
        .annotate(tokens=Sum("tokens_used"), seconds=Sum("generation_time"))
    )
    written = _written(requests)
    answers = {pk: (tokens, seconds) for pk, tokens, seconds in told}
    return [
        Member(
            place=at + 1,
            request=request,
            svg=next(iter(request.svgs.all()), None),
            cost=costs[request.pk],
            tokens=answers.get(request.pk, (None, None))[0],
            seconds=answers.get(request.pk, (None, None))[1],
            letter=chr(ord("A") + at) if at < 26 else str(at + 1),
            is_chosen=vote is not None and vote.request_id == request.pk,
            written=written.get(request.pk),
        )
        for at, request in enumerate(requests)
    ]


def _written(requests: list[SVGGenerationRequest]) -> dict[UUID, int]:
    """What can be seen of those that are being drawn: the request's id → characters so far.

    Nothing of a comparison: who is faster would tell who draws.
    """
    is_compared = requests[0].origin == Origin.COMPARED
    drawn = [request.pk for request in requests if request.status == Status.PROCESSING]
    if not drawn or is_compared or len(requests) > MOST_GROWING:
        return {}
    seen = PartialPicture.objects.filter(request__in=drawn).exclude(content="")
    return dict(seen.values_list("request", "characters"))


def cancel_group(*, by: User, key: UUID) -> int:
    """Stop all of a group that have not ended; returns how many.

    Raises:
        PermissionDenied: `by` may look only.
    """
    return sum(services.cancel(by=by, request_id=pk) for pk in _open_ones(by, key))


def _open_ones(by: User, key: UUID) -> list[UUID]:
    under_way = [Status.PENDING, Status.PROCESSING]
    found: QuerySet[SVGGenerationRequest] = SVGGenerationRequest.objects.visible_to(by).filter(
        group=key, status__in=under_way
    )
    return list(found.values_list("pk", flat=True))


def vote(*, by: User, key: UUID, request_id: UUID) -> bool:
    """Say which picture of a comparison is the best, once; then the models' names are shown.

    Returns False where there is nothing to vote on, or the vote is given already.

    Raises:
        PermissionDenied: `by` may look only.
    """
    require(by, "generation.submit_request", action="comparison.vote")
    found = group_of(by, key)
    if found is None or not found.can_vote or found.first.owner_id != by.pk:
        return False
    chosen = next((m.request for m in found.members if m.svg and m.request.pk == request_id), None)
    return chosen is not None and _keep_vote(by, key, chosen)


@transaction.atomic
def _keep_vote(by: User, key: UUID, chosen: SVGGenerationRequest) -> bool:
    # Two clicks can come here together; the unique constraint lets one of them through.
    _vote, created = Vote.objects.get_or_create(
        group=key, defaults={"request": chosen, "owner": by}
    )
    if created:
        record_event(by=by, action="comparison.vote", resource=chosen, context={"group": str(key)})
    return created
