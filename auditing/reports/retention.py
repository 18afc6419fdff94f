"""The retention report: what is kept, for how long still, what is due, overdue and on hold.

Figures and metadata only. It is asked as of a moment: rows, policies, holds and purges count as
they stood then. What a purge has deleted since cannot be counted any more, so the report names the
purges that ended after its moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from auditing.models import RetentionPolicy, RetentionRun
from auditing.reports.figures import NOBODY, groups, owner_names
from auditing.reports.options import HORIZONS, Options
from auditing.retention.classes import CLASSES
from auditing.retention.policies import policies_in_force
from auditing.retention.registry import Records, classes_in_use, records_of

Found = dict[tuple[Any, ...], "Line"]


@dataclass
class Line:
    """Figures of one group of rows. `due_in`: days ahead → rows due by then, overdue left out."""

    data_class: str
    policy: str
    month: date | None
    owner: str
    rows: int = 0
    size: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    due_in: dict[int, int] = field(default_factory=lambda: dict.fromkeys(HORIZONS, 0))
    overdue: int = 0
    backlog: int = 0
    on_hold: int = 0
    last_run: datetime | None = None

    @property
    def title(self) -> str:
        return CLASSES[self.data_class].title

    @property
    def due_month(self) -> int:
        return self.due_in[30]

    def add(self, found: Mapping[str, Any]) -> None:
        self.rows += found["row_count"]
        self.size += found["byte_count"] or 0
        self.oldest = min(filter(None, [self.oldest, found["oldest"]]), default=None)
        self.newest = max(filter(None, [self.newest, found["newest"]]), default=None)
        self.overdue += found["overdue"]
        self.backlog += found["backlog"]
        self.on_hold += found["on_hold"]
        for days in HORIZONS:
            self.due_in[days] += found[f"due_{days}"] - found["overdue"]


def lines(options: Options) -> list[Line]:
    """The report, ordered by class, policy, month and owner."""
    found: Found = {}
    policies = policies_in_force(options.as_of)
    for kind in classes_in_use():
        if kind.key in policies and (not options.classes or kind.key in options.classes):
            _add_class(found, policies[kind.key], options)
    order = list(CLASSES)
    return sorted(
        found.values(),
        key=lambda x: (order.index(x.data_class), x.month or date.min, x.owner.lower()),
    )


def total(report: Sequence[Line]) -> Line:
    """All lines together."""
    whole = Line("", "", None, "")
    for line in report:
        due = {f"due_{days}": line.due_in[days] + line.overdue for days in HORIZONS}
        whole.add({**vars(line), **due, "row_count": line.rows, "byte_count": line.size})
    return whole


def purges_since(options: Options) -> list[RetentionRun]:
    """Purges that took rows after the report's moment: the figures lack those rows."""
    runs = RetentionRun.objects.filter(ended_at__gt=options.as_of, done_rows__gt=0)
    wanted = runs.filter(data_class__in=options.classes) if options.classes else runs
    return list(wanted.order_by("ended_at"))


def _add_class(found: Found, policy: RetentionPolicy, options: Options) -> None:
    data_class = policy.data_class
    blank = Line(data_class, policy.words if "policy" in options.by else "", None, "")
    blank.last_run = _last_run(data_class, options.as_of)
    for records in records_of(data_class):
        _add_records(found, blank, records, policy, options)


def _add_records(
    found: Found, blank: Line, records: Records, policy: RetentionPolicy, options: Options
) -> None:
    names = owner_names(records) if "owner" in options.by else {}
    for group in groups(records, policy, options):
        owner, month = group.get("by_owner") or "", _month(group.get("by_month"))
        if "owner" in options.by:
            owner = names.get(owner, owner) or NOBODY
        key = (blank.data_class, month, owner)
        if key not in found:
            found[key] = Line(blank.data_class, blank.policy, month, owner)
            found[key].last_run = blank.last_run
        found[key].add(group)


def _last_run(data_class: str, moment: datetime) -> datetime | None:
    ended = RetentionRun.objects.filter(
        data_class=data_class,
        state=RetentionRun.State.COMPLETED,
        ended_at__lte=moment,
        erasure=None,
    )
    last: datetime | None = ended.aggregate(last=Max("ended_at"))["last"]
    return last


def _month(found: datetime | date | None) -> date | None:
    return found.date() if isinstance(found, datetime) else found
