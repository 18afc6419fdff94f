"""What is kept about one person, since when, and when it goes: the retention rules in figures.

Counted are the rows that a person knows of: what goes with a request (answers, steps, tags) is not
counted again, and nothing further than `MOST`. That a legal hold keeps something is said, as on a
request's own page; which matter it is about is not.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auditing.caching import DATA, get_or_load
from auditing.models import AccessEvent, ExportJob, LegalHold, RetentionPolicy
from auditing.retention.classes import HOURS
from auditing.retention.holds import named_by_hold
from auditing.retention.policies import policies_in_force
from auditing.retention.registry import Records
from generation.models import GeneratedSVG, SVGGenerationRequest, UserSession

# More than anybody tells apart; a longer history would make the page slower with every row.
MOST = 10_000
# A hold by words is looked for in every row. Another set of holds is looked for at once.
HELD_SECONDS = 300


@dataclass(frozen=True)
class Kind:
    """One kind of record, in a person's words, and the rows of it that are about them."""

    title: Any
    detail: Any
    model: Any
    rows: Callable[[User], QuerySet[Any]]


@dataclass(frozen=True)
class Kept:
    """`keeps`: the policy in force. `goes`: when the oldest one goes, if any does.

    `number`: `MOST` where there `are_more`.
    """

    kind: Kind
    number: int
    are_more: bool
    oldest: datetime | None
    newest: datetime | None
    keeps: RetentionPolicy | None
    goes: datetime | None
    is_held: bool

    @property
    def time(self) -> str:
        """How long each is kept, such as "90 days" or "3 years"."""
        if self.keeps is None or self.keeps.keep_for is None:
            return gettext("for ever")
        number = self.keeps.amount
        if self.keeps.unit == HOURS:
            return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
        return days_in_words(number)


def days_in_words(days: int) -> str:
    """Whole years and months by their name: "3 years" for 1095 days, "3 months" for 90."""
    if days and days % 365 == 0:
        years = days // 365
        return ngettext("%(number)s year", "%(number)s years", years) % {"number": years}
    if days and days % 30 == 0:
        months = days // 30
        return ngettext("%(number)s month", "%(number)s months", months) % {"number": months}
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _events(user: User) -> QuerySet[Any]:
    found = AccessEvent.objects.filter(subject_owner_id=str(user.pk))
    # the words of the partial index, without which SQLite does not take it
    return found.extra(where=["NOT (access_events.subject_owner_id = '')"])


KINDS = (
    Kind(
        _("Requests"),
        _("Prompt, wishes and tags, with the model’s answers and every step."),
        SVGGenerationRequest,
        lambda user: SVGGenerationRequest.objects.filter(owner=user),
    ),
    Kind(
        _("Pictures"),
        _("The safe SVG of each request that worked out."),
        GeneratedSVG,
        lambda user: GeneratedSVG.objects.filter(owner=user),
    ),
    Kind(
        _("Sign-ins"),
        _("When you were signed in, and with which role."),
        UserSession,
        lambda user: UserSession.objects.filter(owner=user),
    ),
    Kind(
        _("Exports"),
        _("Which files you asked for; the files themselves go within days."),
        ExportJob,
        lambda user: ExportJob.objects.filter(owner=user),
    ),
    Kind(
        _("Events"),
        _("Who did what with your data, yourself included. They cannot be changed."),
        AccessEvent,
        _events,
    ),
)


def kept_of(user: User) -> list[Kept]:
    """One line for each kind, also where there is nothing."""
    policies = policies_in_force()
    may_be_held = LegalHold.objects.active().filter(Q(person_id=None) | Q(person_id=user.pk))
    holds = [str(key) for key in may_be_held.order_by("pk").values_list("pk", flat=True)]
    return [_kept(kind, user, policies, holds) for kind in KINDS]


def _kept(
    kind: Kind, user: User, policies: dict[str, RetentionPolicy], holds: Sequence[str]
) -> Kept:
    records = Records(kind.model, kind.model.retention)
    rows, time = kind.rows(user), records.rule.counted_from
    policy = policies.get(records.rule.policy)
    keep_for = policy.keep_for if policy else None
    # the time, because the index holds it
    number = rows.order_by().values(time)[: MOST + 1].count()
    oldest, first = _oldest(rows, records) if number else (None, None)
    goes = max(first + keep_for, timezone.now()) if first and keep_for is not None else None
    return Kept(
        kind=kind,
        number=min(number, MOST),
        are_more=number > MOST,
        oldest=oldest,
        newest=_first(rows, f"-{time}") if number > 1 else oldest,
        keeps=policy,
        goes=goes,
        is_held=bool(holds and number) and _is_held(user, rows, records, holds),
    )


def _is_held(user: User, rows: QuerySet[Any], records: Records, holds: Sequence[str]) -> bool:
    about = f"{records.model._meta.label} {user.pk} {' '.join(holds)}"
    return get_or_load(
        DATA,
        f"held:{hashlib.sha256(about.encode()).hexdigest()}",
        lambda: rows.filter(named_by_hold(records)).exists(),
        seconds=HELD_SECONDS,
    )


def _oldest(rows: QuerySet[Any], records: Records) -> tuple[datetime, datetime | None]:
    """The oldest time of all, and of those that may go; mostly one and the same row."""
    time, may_go = records.rule.counted_from, records.rule.may_go()
    goes = ExpressionWrapper(may_go, output_field=BooleanField())
    oldest, goes_first = rows.order_by(time).values_list(time, goes)[0]
    return oldest, oldest if goes_first else _first(rows.filter(may_go), time)


def _first(rows: QuerySet[Any], time: str) -> datetime | None:
    """One step into an index, where Min and Max beside a count would look at every row."""
    found: datetime | None = (
        rows.order_by(time).values_list(time.removeprefix("-"), flat=True).first()
    )
    return found
