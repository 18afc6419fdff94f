"""Moves of a request: each a conditional update that either changes one row or leaves.

The look at the row count is what makes two workers, a double delivery and a late cancellation
safe; each move leaves a StatusChange in the same transaction.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from generation.models import PartialPicture, Status, StatusChange, SVGGenerationRequest

# Why a request moved, as it is kept; pages show `said` of it.
CLAIMED = keep(_("claimed by %(worker)s"))
RAN_OUT = keep(_("its worker stopped; the lease ran out"))
STOPPED = keep(_("its worker was stopped"))


@transaction.atomic
def move(
    request_id: UUID | str,
    *,
    old: Status,
    new: Status,
    why: str,
    only: dict[str, Any] | None = None,
    where: Q = Q(),  # noqa: B008  never changed
    **fields: Any,
) -> bool:
    """Move one request from `old` to `new` if it still stands there, and `only` and `where` hold.

    The picture that one run was drawing is no other run's: with each move it goes.
    """
    rows = SVGGenerationRequest.objects.filter(where, pk=request_id, status=old, **(only or {}))
    if rows.update(status=new, **fields) != 1:
        return False
    PartialPicture.objects.filter(request__pk=request_id).delete()
    StatusChange.objects.create(request_id=request_id, old=old, new=new, why=why[:255])
    return True


def claim(request_id: UUID | str, *, worker: str) -> SVGGenerationRequest | None:
    """Take a pending request; None where it is gone, finished, held or somebody else's."""
    now = timezone.now()
    taken = move(
        request_id,
        old=Status.PENDING,
        new=Status.PROCESSING,
        why=CLAIMED % {"worker": worker},
        where=Q(lease_until=None) | Q(lease_until__lte=now),
        claimed_by=worker,
        lease_until=lease_end(now),
        attempts=F("attempts") + 1,
        started_at=now,
    )
    return SVGGenerationRequest.objects.get(pk=request_id) if taken else None


def renew(request_id: UUID | str, *, worker: str, **fields: Any) -> bool:
    """Prolong the lease; False where it was lost to another worker or the request has ended."""
    held = SVGGenerationRequest.objects.filter(
        pk=request_id, status=Status.PROCESSING, claimed_by=worker
    )
    return held.update(lease_until=lease_end(timezone.now()), **fields) == 1


def release_expired(request: SVGGenerationRequest) -> bool:
    """Give a request whose worker has died back to the queue."""
    return move(
        request.pk,
        old=Status.PROCESSING,
        new=Status.PENDING,
        why=RAN_OUT,
        only={"claimed_by": request.claimed_by, "lease_until": request.lease_until},
        claimed_by="",
        lease_until=None,
    )


def take_over(request: SVGGenerationRequest, *, worker: str) -> bool:
    """Take a request from the worker that held it when it was read; `request` says so then."""
    held = SVGGenerationRequest.objects.filter(
        pk=request.pk,
        status=Status.PROCESSING,
        claimed_by=request.claimed_by,
        lease_until=request.lease_until,
    )
    lease = lease_end(timezone.now())
    if held.update(claimed_by=worker, lease_until=lease) != 1:
        return False
    request.claimed_by, request.lease_until = worker, lease
    return True


def give_back(request: SVGGenerationRequest) -> bool:
    """A worker that has to leave returns what it holds; the attempt does not count."""
    return move(
        request.pk,
        old=Status.PROCESSING,
        new=Status.PENDING,
        why=STOPPED,
        only={"claimed_by": request.claimed_by},
        claimed_by="",
        lease_until=None,
        attempt_limit=F("attempt_limit") + 1,
    )


def hold_failed(request_id: UUID | str, *, until: datetime) -> bool:
    """Keep a failed request from being worked on until then; a retry meanwhile waits in line."""
    failed = SVGGenerationRequest.objects.filter(pk=request_id, status=Status.FAILED)
    return failed.update(lease_until=until) == 1


def let_go(request_id: UUID | str, *, until: datetime) -> bool:
    """End that hold. True where the request was asked for again meanwhile, and may be nudged."""
    held = SVGGenerationRequest.objects.filter(pk=request_id, lease_until=until)
    held = held.filter(status__in=[Status.FAILED, Status.PENDING])
    held.update(lease_until=None)
    return SVGGenerationRequest.objects.filter(pk=request_id, status=Status.PENDING).exists()


def lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.LEASE_SECONDS)
