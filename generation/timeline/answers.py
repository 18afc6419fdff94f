"""Two answers about a request's record: is it whole, and when does it go?"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditing.models import AccessEvent
from auditing.retention.disposition import Disposition, deletes_on
from auditing.verification.one import is_intact
from generation.timeline.gathering import Record


@dataclass(frozen=True)
class Integrity:
    """`state`: good or bad, as the page colours it."""

    state: str
    words: str


@dataclass(frozen=True)
class Deletion:
    what: str
    when: str


def integrity_of(record: Record) -> Integrity | None:
    """Whether the events are as they were written and joined to those beside them."""
    if not record.events:
        return None
    broken = {event.pk for event in record.events if not is_intact(event)}
    broken |= _loose(record.events)
    given = {"count": len(record.events), "broken": len(broken)}
    if broken:
        return Integrity("bad", _("No: %(broken)s of its %(count)s events do not verify.") % given)
    words = _("Yes: each of its %(count)s events is as it was written, and joined to the next.")
    return Integrity("good", words % given)


def _loose(events: list[AccessEvent]) -> set[UUID]:
    """Events whose hash is not the one that the event after them has noted."""
    after = Q(pk__in=[])
    for chain in {event.chain for event in events}:
        places = [event.position + 1 for event in events if event.chain == chain]
        after |= Q(chain=chain, position__in=places)
    noted = {
        (chain, position - 1): previous
        for chain, position, previous in AccessEvent.objects.filter(after)
        .order_by()
        .values_list("chain", "position", "previous_hash")
    }
    return {
        event.pk
        for event in events
        if noted.get((event.chain, event.position), event.hash) != event.hash
    }


def deletions_of(record: Record) -> Iterator[Deletion]:
    """When the request and its picture go, under the policies in force."""
    for what, row in ((_("Request goes"), record.request), (_("Picture goes"), record.svg)):
        found = deletes_on(row) if row else None
        if found:
            yield Deletion(what, _when(found))


def _when(found: Disposition) -> str:
    if found.is_held:
        return _("not while it is held for %(matters)s") % {"matters": ", ".join(found.matters)}
    if found.on is None:
        return _("no policy ends it")
    return date_format(found.on, "Y-m-d")
