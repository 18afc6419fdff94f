"""The figures as Prometheus reads them: collected from the database when somebody asks.

Any number of processes give the same answer, since none keeps counters of its own. Counters come
from the days that were added up, so they lag by up to a minute.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from auditing import caching
from auditing.metrics.histogram import Histogram, value_of
from auditing.retention import alerts
from generation.figures import reading, rollup
from generation.models import DailyAnswers, DailyCaches, DailyRequests, DailyTimings
from generation.models.figures import EVERYBODY
from generation.sampling import queue_state

# Upper ends of the buckets, in seconds; counts at an end are right to two per cent of the end.
ENDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)

Steps = dict[str, dict[int, int]]


def exposition() -> bytes:
    """All of it as text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return generate_latest(registry)


class Figures(Collector):
    """Asks the database once for each scrape."""

    def collect(self) -> Iterator[Metric]:
        rollup.roll_up(seconds=0.5)
        yield from _queue()
        yield from _requests()
        yield from _answers()
        yield from _caches()
        yield from _retention()
        yield _steps()


def _queue() -> Iterator[Metric]:
    depth, oldest = queue_state()
    yield GaugeMetricFamily("svgsite_queue_depth", "Requests that wait for a worker", depth)
    words = "How long the oldest of them has waited"
    yield GaugeMetricFamily("svgsite_queue_oldest_seconds", words, oldest / 1000)


def _retention() -> Iterator[Metric]:
    words = "Rows that a purge should have deleted by now", "Seconds since the last finished purge"
    overdue = GaugeMetricFamily("svgsite_retention_overdue_rows", words[0], labels=["class"])
    age = GaugeMetricFamily("svgsite_retention_purge_age_seconds", words[1], labels=["class"])
    for name, found in alerts.figures().items():
        overdue.add_metric([name], found["overdue"])
        age.add_metric([name], found["age"])
    yield from (overdue, age)


def _requests() -> Iterator[Metric]:
    rows = DailyRequests.objects.filter(person_id=EVERYBODY).order_by()
    ended = CounterMetricFamily("svgsite_requests", "Requests that have ended", labels=["end"])
    failed = CounterMetricFamily("svgsite_failures", "Failures by kind", labels=["category"])
    ends: dict[str, int] = defaultdict(int)
    counted = rows.values_list("status", "error_category").annotate(total=Sum("count"))
    for status, category, count in counted:
        end = reading.end_of(status, category)
        ends[end] += count
        if end == reading.FAILED:
            failed.add_metric([category], count)
    for end in (reading.DONE, reading.FAILED, reading.CANCELLED):
        ended.add_metric([end], ends[end])
    yield from (ended, failed)


def _answers() -> Iterator[Metric]:
    """Of models; the preview engine is none."""
    rows = DailyAnswers.objects.filter(person_id=EVERYBODY, is_preview=False).order_by()
    tokens = CounterMetricFamily("svgsite_tokens", "Tokens", labels=["model", "kind"])
    cost = CounterMetricFamily("svgsite_cost_dollars", "Known cost", labels=["model"])
    unpriced = CounterMetricFamily("svgsite_unpriced_calls", "Cost unknown", labels=["model"])
    sums = {f"sum_{name}": Sum(name) for name in reading.SUMS}
    for model, _calls, prompts, completions, dollars, unknown in rows.values_list("model").annotate(
        **sums
    ):
        tokens.add_metric([model, "prompt"], prompts)
        tokens.add_metric([model, "completion"], completions)
        cost.add_metric([model], float(dollars))
        unpriced.add_metric([model], unknown)
    yield from (tokens, cost, unpriced)


def _caches() -> Iterator[Metric]:
    asked = CounterMetricFamily(
        "svgsite_cache_lookups", "Look-ups by cache and result", labels=["cache", "result"]
    )
    rows = DailyCaches.objects.order_by().values_list("cache_type")
    for cache, hits, misses in rows.annotate(h=Sum("hits"), m=Sum("misses")):
        asked.add_metric([cache, "hit"], hits)
        asked.add_metric([cache, "miss"], misses)
    yield asked


def _steps() -> Metric:
    family = HistogramMetricFamily(
        "svgsite_step_duration_seconds", "Time of each step of the pipeline", labels=["step"]
    )
    for step, buckets in sorted(_all_steps().items()):
        total = sum(value_of(bucket) * count for bucket, count in buckets.items()) / 1000
        family.add_metric([step], _cumulative(buckets), sum_value=total)
    return family


def _cumulative(buckets: dict[int, int]) -> list[tuple[str, float]]:
    counted = [
        (str(end), float(sum(n for bucket, n in buckets.items() if value_of(bucket) <= end * 1000)))
        for end in ENDS
    ]
    return [*counted, ("+Inf", float(sum(buckets.values())))]


def _all_steps() -> Steps:
    """Those of days that are over are added up once an hour, yesterday and today each time."""
    yesterday = rollup.day_of(timezone.now()) - timedelta(days=1)
    closed: Steps = caching.get_or_load(
        caching.DATA, f"steps-before-{yesterday}", lambda: _sum_of_steps(before=yesterday)
    )
    found = {step: Histogram(dict(buckets)) for step, buckets in closed.items()}
    for step, buckets in _sum_of_steps(since=yesterday).items():
        found.setdefault(step, Histogram()).merge(Histogram(buckets))
    return {step: histogram.buckets for step, histogram in found.items()}


def _sum_of_steps(*, before: date | None = None, since: date | None = None) -> Steps:
    rows = DailyTimings.objects.filter(kind=DailyTimings.Kind.STEP).order_by()
    rows = rows.filter(day__lt=before) if before else rows.filter(day__gte=since)
    found: dict[str, Histogram] = defaultdict(Histogram)
    for name, buckets in rows.values_list("name", "buckets").iterator(chunk_size=1000):
        found[name].merge(Histogram.from_json(buckets))
    return {name: histogram.buckets for name, histogram in found.items()}
