"""The figures of one day, counted from its rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Floor, Greatest, Ln

from auditing.metrics.histogram import LOG_GAMMA, SMALLEST, Histogram
from auditing.models import CacheMetrics
from generation.models import CortexResponse, Origin, PipelineStep
from generation.models.figures import (
    EVERYBODY,
    NOBODY,
    DailyAnswers,
    DailyCaches,
    DailyRequests,
    DailyTimings,
)

Kind = DailyTimings.Kind

# In place of a model, of requests that asked none.
NO_MODEL = "none, edited on the page"


def _asked(prefix: str = "") -> Case:
    edited = When(**{f"{prefix}origin": Origin.RECOLOURED}, then=Value(NO_MODEL))
    return Case(edited, default=F(f"{prefix}selected_model"))


def requests(day: date, found: QuerySet[Any]) -> list[DailyRequests]:
    """By person, model, status and kind of failure; and the same without the person."""
    names = ("asked", "status", "error_category")
    told = found.order_by().annotate(asked=_asked())
    counted = told.values_list("owner_id", *names).annotate(count=Count("pk"))
    sums: dict[tuple[Any, ...], int] = defaultdict(int)
    for owner, *rest, count in counted:
        for person in (owner or NOBODY, EVERYBODY):
            sums[(person, *rest)] += count
    return [
        DailyRequests(
            day=day, person_id=person, model=model, status=status, error_category=kind, count=count
        )
        for (person, model, status, kind), count in sums.items()
    ]


ANSWER_SUMS = ("calls", "prompt_tokens", "completion_tokens", "cost", "unpriced")


def answers(day: date, start: datetime, end: datetime) -> list[DailyAnswers]:
    """By person, model, who really answered, status and verdict; and without the person."""
    found = CortexResponse.objects.filter(
        request__created_at__gte=start, request__created_at__lt=end
    )
    names = ("model_used", "answered_by", "status", "validation_status")
    counted = (
        found.order_by()
        .values_list("owner_id", *names)
        .annotate(
            calls=Count("pk"),
            prompts=Sum("prompt_tokens"),
            completions=Sum("completion_tokens"),
            known=Sum("cost"),
            unknown=Count("pk", filter=Q(cost=None)),
        )
    )
    sums: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0] * len(ANSWER_SUMS))
    for owner, model, answered_by, status, verdict, *told in counted:
        for person in (owner or NOBODY, EVERYBODY):
            into = sums[(person, model, bool(answered_by), status, verdict)]
            into[:] = [a + (b or 0) for a, b in zip(into, told, strict=True)]
    return [_answers_row(day, key, told) for key, told in sums.items()]


def _answers_row(day: date, key: tuple[Any, ...], told: list[Any]) -> DailyAnswers:
    person, model, is_preview, status, verdict = key
    return DailyAnswers(
        day=day,
        person_id=person,
        model=model,
        is_preview=is_preview,
        status=status,
        validation_status=verdict,
        **dict(zip(ANSWER_SUMS, told, strict=True)),
    )


def timings(day: date, start: datetime, end: datetime) -> list[DailyTimings]:
    """Histograms by kind, name and model."""
    made: dict[tuple[str, str, str], Histogram] = defaultdict(Histogram)
    for key, bucket, count in (*_steps(start, end), *_models(start, end)):
        made[key].add_bucket(bucket, count)
    for key, milliseconds in _whole_requests(start, end):
        made[key].add(milliseconds)
    return [
        DailyTimings(
            day=day, kind=kind, name=name, model=model, count=found.count, buckets=found.to_json()
        )
        for (kind, name, model), found in made.items()
    ]


Counted = Iterator[tuple[tuple[str, str, str], int, int]]


def _bucket(milliseconds: Any) -> Floor:
    """What `histogram.bucket_of` says, said by the database."""
    value = Greatest(Cast(milliseconds, FloatField()), Value(SMALLEST), output_field=FloatField())
    return Floor(Ln(value) / Value(LOG_GAMMA))


def _steps(start: datetime, end: datetime) -> Counted:
    found = PipelineStep.objects.filter(
        request__created_at__gte=start, request__created_at__lt=end, duration_ms__isnull=False
    ).exclude(name="wait")
    rows = (
        found.order_by()
        .annotate(bucket=_bucket(F("duration_ms")), asked=_asked("request__"))
        .values_list("name", "asked", "bucket")
        .annotate(count=Count("pk"))
    )
    for name, model, bucket, count in rows:
        yield (Kind.STEP, name, model), int(bucket), count


def _models(start: datetime, end: datetime) -> Counted:
    found = CortexResponse.objects.filter(
        request__created_at__gte=start,
        request__created_at__lt=end,
        generation_time__isnull=False,
    )
    rows = (
        found.order_by()
        .annotate(bucket=_bucket(F("generation_time") * Value(1000.0)))
        .values_list("model_used", "answered_by", "bucket")
        .annotate(count=Count("pk"))
    )
    for model, answered_by, bucket, count in rows:
        yield (Kind.MODEL, "preview" if answered_by else "", model), int(bucket), count


def _whole_requests(start: datetime, end: datetime) -> Iterable[tuple[tuple[str, str, str], float]]:
    """From being asked for to the end, and the wait before the first attempt."""
    from generation.models import Status, SVGGenerationRequest

    found = SVGGenerationRequest.objects.filter(created_at__gte=start, created_at__lt=end)
    rows = (
        found.order_by()
        .annotate(asked=_asked())
        .values_list("asked", "status", "attempts", "created_at", "started_at", "finished_at")
    )
    for model, status, attempts, created, started, finished in rows.iterator(chunk_size=2000):
        if started and attempts == 1:
            yield (Kind.WAIT, "", model), _ms(created, started)
        if finished and status == Status.COMPLETED:
            yield (Kind.REQUEST, "", model), _ms(created, finished)


def _ms(since: datetime, until: datetime) -> float:
    return max((until - since).total_seconds() * 1000, 0.0)


def caches(day: date, start: datetime, end: datetime) -> list[DailyCaches]:
    found = CacheMetrics.objects.filter(measured_at__gte=start, measured_at__lt=end)
    rows = (
        found.order_by()
        .values_list("cache_type")
        .annotate(hits=Sum("hit_count"), misses=Sum("miss_count"), out=Sum("eviction_count"))
    )
    return [
        DailyCaches(day=day, cache_type=kind, hits=hits, misses=misses, evictions=out)
        for kind, hits, misses, out in rows
    ]
