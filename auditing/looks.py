"""Who looked at a person's data: what other people did with it, as the events say.

A refused attempt is no look: nothing was seen, and its name would only alarm. Admins find it in the
events. What the program does by itself is none either.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from auditing.keyset import Keyset, Page
from auditing.models import AccessEvent

# Events of one page; more than these are older pages.
PAGE_EVENTS = 50
SHOWN = (
    *("timestamp", "action", "actor_id", "actor_name"),
    *("resource_label", "resource_id", "context"),
)


@dataclass
class Look:
    """What one person did with one thing on one day, newest first."""

    day: date
    actor: str
    label: str
    resource_id: str
    events: list[AccessEvent] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """The reasons that were given, each once."""
        told = [str(event.context.get("reason", "")) for event in self.events]
        return [text for text in dict.fromkeys(told) if text]


def looks_at(owner: User) -> QuerySet[AccessEvent]:
    """What other people did with `owner`'s data, newest first. Read from one index."""
    found = AccessEvent.objects.filter(subject_owner_id=str(owner.pk))
    # The words of `idx_events_looks`: SQLite takes it only where the query repeats them.
    return found.extra(
        where=[
            "NOT (access_events.actor_id = access_events.subject_owner_id)",
            "NOT (access_events.actor_id = '')",
            "NOT (access_events.subject_owner_id = '')",
            "NOT (access_events.result = 'denied')",
            "NOT (access_events.result = 'error')",
        ]
    ).order_by("-timestamp", "-pk")


def page_of_looks(owner: User, *, after: str = "") -> Page:
    """`after` is the cursor of the page before; "" for the newest."""
    return Keyset(looks_at(owner).only(*SHOWN)).page(PAGE_EVENTS, after=after)


def group(events: Iterable[AccessEvent], subjects: dict[tuple[str, str], str]) -> list[Look]:
    """One line for each person, thing and day. `subjects`: (label, id) → what it belongs to."""
    looks: dict[tuple[date, str, str], Look] = {}
    for event in events:
        day = timezone.localdate(event.timestamp)
        subject = subjects.get((event.resource_label, event.resource_id), event.resource_id)
        key = (day, event.actor_id, subject)
        if key not in looks:
            looks[key] = Look(day, event.actor_name, event.resource_label, subject)
        looks[key].events.append(event)
    return list(looks.values())
