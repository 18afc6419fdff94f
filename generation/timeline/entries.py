"""One list of what happened, oldest first, in phases: asked, each attempt, afterwards."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from generation.timeline.gathering import Record
from generation.timeline.parts import Entry, entries_of

# What ends an attempt is written a moment after its last step.
AFTERTHOUGHT = timedelta(milliseconds=250)


@dataclass(frozen=True)
class Phase:
    """A heading and its entries. Bars are drawn against the phase's own length."""

    title: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[tuple[Entry, float, float]]:
        """Each entry with its bar: where it begins and how long it is, in hundredths."""
        timed = [entry for entry in self.entries if entry.milliseconds is not None]
        start = min((entry.began for entry in timed), default=None)
        end = max((entry.ended for entry in timed), default=None)
        for entry in self.entries:
            yield entry, *_bar(entry, start, end)


def _bar(entry: Entry, start: datetime | None, end: datetime | None) -> tuple[float, float]:
    if entry.milliseconds is None or start is None or end is None or end <= start:
        return 0.0, 0.0
    whole = (end - start).total_seconds()
    left = (entry.began - start).total_seconds() / whole * 100
    wide = max(entry.milliseconds / 1000 / whole * 100, 0.75)
    return round(min(left, 99.25), 2), round(min(wide, 100 - left), 2)


def phases_of(record: Record) -> list[Phase]:
    """Every entry of the record, in time, under the phase it falls into."""
    starts = _attempt_starts(record)
    last_end = max((_end(step.started_at, step.duration_ms) for step in record.steps), default=None)
    phases = [Phase(_("Asked"))]
    phases += [Phase(_("Attempt %(number)s") % {"number": n}) for n in range(1, len(starts) + 1)]
    afterwards = Phase(_("Afterwards"))
    is_over = record.request is None or record.request.is_finished
    for entry in sorted(entries_of(record), key=lambda entry: entry.began):
        if is_over and last_end and entry.began > last_end + AFTERTHOUGHT:
            afterwards.entries.append(entry)
        else:
            phases[bisect_right(starts, entry.began)].entries.append(entry)
    return [phase for phase in [*phases, afterwards] if phase.entries]


def _attempt_starts(record: Record) -> list[datetime]:
    """When each attempt began its first step, oldest first."""
    first: dict[int, datetime] = {}
    for step in record.steps:
        first.setdefault(step.attempt, step.started_at)
    return sorted(first.values())


def _end(began: datetime, milliseconds: float | None) -> datetime:
    return began + timedelta(milliseconds=milliseconds or 0)
