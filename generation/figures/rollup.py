"""Adding days up: what has changed since the last time, newest first, within a given time.

A day is added up again while it lasts, while one of its requests is open, and after a retry. A day
whose requests are gone keeps its figures.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Model
from django.utils import timezone

from generation.figures import counting
from generation.models import FigureDay, Status, SVGGenerationRequest
from generation.models.figures import DailyAnswers, DailyCaches, DailyRequests, DailyTimings

# Today is added up at most this often.
FRESH = timedelta(seconds=60)


def bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in the site's time zone."""
    zone = timezone.get_default_timezone()
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    following = day + timedelta(days=1)
    return start, datetime(following.year, following.month, following.day, tzinfo=zone)


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def roll_up(*, seconds: float) -> int:
    """Add up the days that need it, for so long; returns how many are left."""
    deadline = time.monotonic() + seconds
    due = due_days()
    for done, day in enumerate(due):
        if done and time.monotonic() > deadline:
            return len(due) - done
        roll_day(day)
    return 0


def due_days() -> list[date]:
    """Newest first."""
    now = timezone.now()
    known = {row.day: row for row in FigureDay.objects.all()}
    return [day for day in _days(day_of(now)) if day not in known or _is_due(known[day], now)]


def _days(today: date) -> Iterator[date]:
    first = SVGGenerationRequest.objects.aggregate(first=Min("created_at"))["first"]
    oldest = day_of(first) if first else today
    for back in range(max((today - oldest).days, 0) + 1):
        yield today - timedelta(days=back)


def _is_due(row: FigureDay, now: datetime) -> bool:
    if now - row.rolled_at < FRESH:
        return row.is_stale
    return row.is_stale or row.open_count > 0 or row.rolled_at < bounds(row.day)[1] + FRESH


def mark_stale(request_id: UUID | str) -> None:
    """A request that had ended is open again: its day has to be added up anew."""
    made = SVGGenerationRequest.objects.values_list("created_at", flat=True).get(pk=request_id)
    FigureDay.objects.filter(pk=day_of(made)).update(is_stale=True)


@transaction.atomic
def roll_day(day: date) -> None:
    """Replace the figures of one day by what is on record now."""
    start, end = bounds(day)
    FigureDay.objects.get_or_create(pk=day, defaults={"rolled_at": timezone.now()})
    FigureDay.objects.select_for_update().get(pk=day)
    requests = SVGGenerationRequest.objects.filter(created_at__gte=start, created_at__lt=end)
    _replace(DailyCaches, day, counting.caches(day, start, end))
    if requests.exists():
        _replace(DailyRequests, day, counting.requests(day, requests))
        _replace(DailyAnswers, day, counting.answers(day, start, end))
        _replace(DailyTimings, day, counting.timings(day, start, end))
    FigureDay.objects.filter(pk=day).update(
        rolled_at=timezone.now(),
        is_stale=False,
        open_count=requests.filter(status__in=[Status.PENDING, Status.PROCESSING]).count(),
    )


def _replace(model: type[Model], day: date, rows: Sequence[Model]) -> None:
    model._default_manager.filter(day=day).delete()
    model._default_manager.bulk_create(rows, batch_size=500)
