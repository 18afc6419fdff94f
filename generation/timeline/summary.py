"""The short answers above a timeline: who made it, who saw it, what it cost, what is gone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditing.humane import grouped
from generation.costs import cost_of
from generation.models import Status
from generation.timeline.gathering import Record

# Actions that show somebody the content. A timeline shows the picture, and that is one of them.
LOOKS = (
    "request.view",
    "request.watch",
    "picture.view",
    "picture.download",
    "admin.view",
    "api.show",
    "api.picture",
)


@dataclass(frozen=True)
class Summary:
    """Plain words, ready for the page; empty where there is nothing to say."""

    owner: str
    asked_at: datetime | None
    seen_by: list[str]
    cost: str
    tokens: str
    gaps: list[str]


def summary_of(record: Record) -> Summary:
    tokens = [answer.tokens_used for answer in record.responses if answer.tokens_used is not None]
    return Summary(
        owner=_owner(record),
        asked_at=_asked_at(record),
        seen_by=list(_seen_by(record)),
        cost=str(cost_of(record.request)) if record.request else _("Its costs were purged."),
        tokens=grouped(sum(tokens)) if tokens else "",
        gaps=list(_gaps(record)),
    )


def _owner(record: Record) -> str:
    if record.request and record.request.owner:
        return record.request.owner.get_username()
    asked = [event for event in record.events if event.action == "request.submit"]
    return asked[0].actor_name if asked else ""


def _asked_at(record: Record) -> datetime | None:
    if record.request:
        return record.request.created_at
    asked = [event.timestamp for event in record.events if event.action == "request.submit"]
    return asked[0] if asked else None


def _seen_by(record: Record) -> Iterator[str]:
    """Everybody but the program who looked at it, with how often, most first."""
    looks = Counter(
        event.actor_name
        for event in record.events
        if event.result == "allowed" and event.actor_name and _is_look(event.action)
    )
    for name, count in looks.most_common():
        times = ngettext("%(count)s time", "%(count)s times", count) % {"count": count}
        yield f"{name} ({times})"


def _is_look(action: str) -> bool:
    return action in LOOKS or action.startswith("reveal")


def _gaps(record: Record) -> Iterator[str]:
    """What is not there any more, or was never made."""
    request = record.request
    if request is None:
        yield _("The request itself is gone: its retention time is over, or it was deleted.")
        return
    if request.session is None:
        had_one = request.user_context.get("session_id")
        yield (
            _("The session it was made in is gone: sessions are kept for a shorter time.")
            if had_one
            else _("It was made without a session: by the API or on the command line.")
        )
    if request.status == Status.COMPLETED and record.svg is None:
        yield _("The picture is gone: its retention time is over, or its owner deleted it.")
    if not record.responses and any(step.name == "call_cortex" for step in record.steps):
        yield _("The answers of Cortex are gone.")
