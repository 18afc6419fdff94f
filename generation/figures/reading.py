"""Figures of a period, read from the days that were added up: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.metrics.histogram import Histogram
from generation.figures.period import Report
from generation.models import DailyAnswers, DailyCaches, DailyRequests, DailyTimings, Status
from generation.models.figures import EVERYBODY, NOBODY
from generation.models.requests import ErrorCategory

TOP = 10
# A name among the figures, the same in every language; pages show `said` of it.
OF_PREVIEW = keep(_("%(model)s (preview engine)"))

DONE, FAILED, CANCELLED, OPEN = "done", "failed", "cancelled", "open"
ENDS = (DONE, FAILED, CANCELLED, OPEN)


@dataclass
class Requests:
    """Counts by day and end, and failures by kind."""

    by_day: dict[date, dict[str, int]]
    failures: dict[str, int]

    def total(self, *ends: str) -> int:
        return sum(day.get(end, 0) for day in self.by_day.values() for end in ends or ENDS)

    @property
    def success_rate(self) -> float | None:
        """Percentage of those that ended by themselves; None where none did."""
        ended = self.total(DONE, FAILED)
        return 100 * self.total(DONE) / ended if ended else None


def requests_of(report: Report) -> Requests:
    rows = (
        _of(DailyRequests, report)
        .values_list("day", "status", "error_category")
        .annotate(total=Sum("count"))
    )
    found = Requests(defaultdict(lambda: defaultdict(int)), defaultdict(int))
    for day, status, category, count in rows:
        end = end_of(status, category)
        found.by_day[day][end] += count
        if end == FAILED:
            found.failures[category] += count
    return found


def end_of(status: str, category: str) -> str:
    """One of `ENDS`."""
    if status == Status.COMPLETED:
        return DONE
    if status != Status.FAILED:
        return OPEN
    return CANCELLED if category == ErrorCategory.CANCELLED else FAILED


@dataclass
class Sums:
    """Of some answers. `cost` is that of those with a known price; `unpriced` have none."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal = Decimal(0)
    unpriced: int = 0

    @property
    def tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    def add(self, calls: int, prompts: int, completions: int, cost: Any, unpriced: int) -> None:
        self.calls += calls
        self.prompt_tokens += prompts
        self.completion_tokens += completions
        self.cost += Decimal(cost)
        self.unpriced += unpriced


SUMS = ("calls", "prompt_tokens", "completion_tokens", "cost", "unpriced")


@dataclass
class Answers:
    """Of models; what the preview engine answered stands apart, since it is no model."""

    total: Sums = field(default_factory=Sums)
    by_day: dict[date, Sums] = field(default_factory=lambda: defaultdict(Sums))
    by_model: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    preview: Sums = field(default_factory=Sums)
    preview_by_day: dict[date, Sums] = field(default_factory=lambda: defaultdict(Sums))
    verdicts: dict[date, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )


def answers_of(report: Report) -> Answers:
    rows = (
        _of(DailyAnswers, report)
        .values_list("day", "model", "is_preview", "validation_status")
        .annotate(**{f"sum_{name}": Sum(name) for name in SUMS})
    )
    found = Answers()
    for day, model, is_preview, verdict, *told in rows:
        into = (
            (found.preview, found.preview_by_day[day])
            if is_preview
            else (found.total, found.by_day[day], found.by_model[model])
        )
        for sums in into:
            sums.add(*told)
        if verdict:
            found.verdicts[day][verdict] += told[0]
    return found


def people_of(report: Report) -> list[tuple[str, int, Sums]]:
    """(name, requests, sums) of those who asked for most; one row for all whose account is gone."""
    everyone = Report(report.start, report.end, report.model)
    counts = _by_person(DailyRequests, everyone).annotate(total=Sum("count")).order_by("-total")
    top = list(counts[:TOP])
    keys = [person for person, _ in top]
    sums = _by_person(DailyAnswers, everyone).filter(person_id__in=keys, is_preview=False)
    told: dict[int, Sums] = defaultdict(Sums)
    for person, *values in sums.annotate(**{f"sum_{name}": Sum(name) for name in SUMS}):
        told[person].add(*values)
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    return [(_name(person, names), count, told[person]) for person, count in top]


def _name(person: int, names: dict[int, str]) -> str:
    return names.get(person, "accounts that are gone" if person == NOBODY else f"account {person}")


def _by_person(model: Any, report: Report) -> QuerySet[Any]:
    rows = model.objects.exclude(person_id=EVERYBODY)
    return _period(rows, report).order_by().values_list("person_id")


@dataclass
class Timings:
    """Histograms of one kind, over the whole period."""

    by_name: dict[str, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    by_day: dict[date, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    total: Histogram = field(default_factory=Histogram)


def timings_of(report: Report, kind: str) -> Timings:
    """By step or, for models, by model. Everybody's, also where one person is asked for."""
    rows = _period(DailyTimings.objects.filter(kind=kind), report)
    found = Timings()
    for day, name, model, buckets in rows.values_list("day", "name", "model", "buckets"):
        histogram = Histogram.from_json(buckets)
        label = model if kind == DailyTimings.Kind.MODEL else name
        if kind == DailyTimings.Kind.MODEL and name:
            label = OF_PREVIEW % {"model": model}
        found.by_name[label].merge(histogram)
        found.by_day[day].merge(histogram)
        found.total.merge(histogram)
    return found


def caches_of(report: Report) -> dict[str, dict[date, float]]:
    """Cache → day → hit ratio in per cent."""
    rows = DailyCaches.objects.filter(day__range=(report.start, report.end))
    found: dict[str, dict[date, float]] = defaultdict(dict)
    for row in rows:
        if asked := row.hits + row.misses:
            found[row.get_cache_type_display()][row.day] = 100 * row.hits / asked
    return found


def models_of(report: Report) -> list[str]:
    """The models that the period's figures name, for the filter."""
    rows = DailyRequests.objects.filter(
        person_id=EVERYBODY, day__range=(report.start, report.end)
    ).order_by("model")
    return list(rows.values_list("model", flat=True).annotate(n=Count("pk")))


def _of(model: Any, report: Report) -> QuerySet[Any]:
    return _period(model.objects.filter(person_id=report.person_id), report).order_by()


def _period(rows: QuerySet[Any], report: Report) -> QuerySet[Any]:
    wanted = Q(day__range=(report.start, report.end))
    return rows.filter(wanted & Q(model=report.model) if report.model else wanted)


def percentiles(found: Iterable[Histogram], share: float) -> list[float | None]:
    return [histogram.quantile(share) for histogram in found]
