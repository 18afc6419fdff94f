"""Taking events away for good, as retention demands; the chain stays whole without them.

Of each unbroken run of pruned events one row stays: the two hashes at its ends, signed. So events
under a legal hold may stay in the middle of pruned ones.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet
from django.utils import timezone

from auditing.chain.erasing import ERASE
from auditing.chain.gate import open_gate
from auditing.chain.stretches import Stretch, read_stretches
from auditing.models import AccessEvent, PrunedStretch
from auditing.recording import Actor, record_event

PRUNE = "audit.prune"


def prune(*, by: Actor, event_ids: Collection[UUID], reason: str = "") -> int:
    """Delete these events in one transaction with the event that says so. Returns how many.

    Give at most a few thousand at a time. The event of an erasure stays as long as an event does
    that the erasure emptied. The gate lets one pruning at a time through.
    """
    with open_gate():
        # A plain queryset: the model's own refuses to delete.
        rows: QuerySet[AccessEvent] = QuerySet(AccessEvent).filter(
            pk__in=set(event_ids) - _still_needed(event_ids)
        )
        runs = _runs(rows, timezone.now())
        count: int = rows._raw_delete(DEFAULT_DB_ALIAS) or 0
        for run in runs:
            _keep(run)
        if count:
            context = {"count": count, "rows": _named(runs), "reason": reason}
            record_event(by=by, action=PRUNE, context=context)
        return count


def _still_needed(event_ids: Collection[UUID]) -> set[UUID]:
    """Erasures among them that explain why an event still on record is empty."""
    erasures = AccessEvent.objects.filter(pk__in=event_ids, action=ERASE)
    emptied = AccessEvent.objects.exclude(pk__in=event_ids).exclude(erased_at=None)
    return {
        event.pk
        for event in erasures
        if emptied.filter(erased_at=datetime.fromisoformat(event.context["erased_at"])).exists()
    }


def _runs(rows: QuerySet[AccessEvent], now: datetime) -> list[Stretch]:
    """Neighbouring events joined."""
    runs: list[Stretch] = []
    columns = ("chain", "position", "previous_hash", "hash")
    for chain, position, before, hash_ in rows.order_by("chain", "position").values_list(*columns):
        found = Stretch(chain, position, position, before, hash_, now)
        if runs and (runs[-1].chain, runs[-1].last + 1) == (chain, position):
            found = runs.pop().joined(found)
        runs.append(found)
    return runs


def _keep(run: Stretch) -> None:
    """Write the row that stays; it takes the place of those right before and after it."""
    touching = Q(last=run.first - 1) | Q(first=run.last + 1)
    for beside in read_stretches(DEFAULT_DB_ALIAS, touching, chain=run.chain):
        before = beside.first < run.first
        run = beside.joined(run) if before else run.joined(beside)
    inside = PrunedStretch.objects.filter(chain=run.chain, first__range=(run.first, run.last))
    inside.delete()
    PrunedStretch.objects.create(**vars(run.signed()))


def _named(runs: Iterable[Stretch]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for run in runs:
        named.setdefault(str(run.chain), []).append([run.first, run.last])
    return named
