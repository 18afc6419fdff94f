"""What the page of a request under way shows, and whether it has changed since the last look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2s

from django.conf import settings
from django.db.models.functions import Length
from django.utils import timezone

from generation.models import PartialPicture, Status, StatusChange, SVGGenerationRequest
from generation.watching.expectation import Expectation, expectation_of
from generation.watching.progress import StageOfWork, stages_of


@dataclass(frozen=True)
class Watched:
    """A request that has not ended, at one moment.

    Attributes:
        asked_at: when it was made, or its owner tried it again.
        written: characters of the answer so far; None while the model has not begun.
        is_seen: some of the picture can be shown.
        is_resumed: its worker was lost, and it waits for another.
        is_quiet: its worker has not been heard of lately.
    """

    status: str
    asked_at: datetime
    is_stopping: bool
    stages: tuple[StageOfWork, ...]
    expectation: Expectation
    written: int | None
    is_seen: bool
    is_resumed: bool
    is_quiet: bool

    @property
    def state(self) -> str:
        """Short, and another one as soon as the page would look different."""
        return blake2s(repr(self).encode(), digest_size=8).hexdigest()


def watch(request: SVGGenerationRequest) -> Watched:
    """Look at a request that has not ended."""
    changes = list(StatusChange.objects.filter(request=request).order_by("at", "pk"))
    asked = [change.at for change in changes if change.old in ("", Status.FAILED)]
    asked_at = asked[-1] if asked else request.created_at
    written, size = _partial(request)
    return Watched(
        status=request.status,
        asked_at=asked_at,
        is_stopping=request.cancel_requested_at is not None,
        stages=tuple(stages_of(request)),
        expectation=expectation_of(request, asked_at=asked_at),
        written=written,
        is_seen=size > 0,
        is_resumed=bool(changes) and changes[-1].old == Status.PROCESSING,
        is_quiet=_is_quiet(request),
    )


def _partial(request: SVGGenerationRequest) -> tuple[int | None, int]:
    """Characters of the answer, and of the picture that can be seen of it."""
    rows = PartialPicture.objects.filter(request=request, request__status=Status.PROCESSING)
    return rows.values_list("characters", Length("content")).first() or (None, 0)


def _is_quiet(request: SVGGenerationRequest) -> bool:
    """A living worker prolongs its lease after each third of it; one such has been missed."""
    if request.status != Status.PROCESSING or request.lease_until is None:
        return False
    return request.lease_until < timezone.now() + timedelta(seconds=settings.LEASE_SECONDS / 2)
