"""What a person wants to know of a model before choosing it: price, speed, for how long it lives.

Speed and typical length are measured on this site, over the last 30 days; where nothing was
measured, an assumption is told as one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from auditing import caching
from generation.catalogue import CATALOGUE
from generation.figures.period import Report
from generation.figures.reading import OF_PREVIEW, timings_of
from generation.figures.rollup import day_of
from generation.models import CortexModel, CortexResponse, DailyAnswers, DailyTimings
from generation.models.figures import EVERYBODY

DAYS = 30
# Fewer answers than this say little.
FEWEST = 5
# Of a wish with this site's rules, and of a picture of some forty shapes.
ASSUMED_TOKENS = (1_000, 2_500)
KEPT_SECONDS = 60


@dataclass(frozen=True)
class ModelFacts:
    """Of one name in the list.

    Attributes:
        lifecycle: a value of `CortexModel.Lifecycle`.
        answered_by: who answers in its place, once it is retired.
        input_price, output_price: US dollars for a million tokens, of who answers.
        seconds: the median of its answers; None where none was measured.
        is_preview: `seconds` are those of the preview engine, which answers here.
        tokens: of a typical wish and its answer; `is_measured` or assumed.
    """

    name: str
    lifecycle: str
    eol_date: date | None
    answered_by: str
    input_price: Decimal | None
    output_price: Decimal | None
    seconds: float | None
    is_preview: bool
    tokens: tuple[int, int]
    is_measured: bool
    cost: Decimal | None


@dataclass(frozen=True)
class _Kept:
    version: int
    facts: dict[str, ModelFacts]


def all_facts() -> dict[str, ModelFacts]:
    """By the name of each offered model; at most a minute old."""
    version = caching.version_of(CATALOGUE)
    kept = caching.get_or_load(
        caching.CONFIG,
        "model-facts",
        lambda: _Kept(version, _read()),
        seconds=KEPT_SECONDS,
        is_fresh=lambda found: found.version == version,
    )
    return kept.facts


def estimated_cost(model: str) -> Decimal | None:
    """US dollars of a typical answer; None where the price is unknown."""
    facts = all_facts().get(model)
    return facts.cost if facts else None


def _read() -> dict[str, ModelFacts]:
    report = _last_days()
    lengths = _lengths(report)
    medians = {
        name: histogram.quantile(0.5)
        for name, histogram in timings_of(report, DailyTimings.Kind.MODEL).by_name.items()
    }
    return {model.name: _facts(model, lengths, medians) for model in CortexModel.objects.offered()}


def _last_days() -> Report:
    today = day_of(timezone.now())
    return Report(today - timedelta(days=DAYS), today)


def _lengths(report: Report) -> dict[str, tuple[int, int]]:
    """Model → tokens of its typical (mean) wish and answer; "" for all models together."""
    rows = (
        DailyAnswers.objects.filter(
            person_id=EVERYBODY,
            day__range=(report.start, report.end),
            is_preview=False,
            status=CortexResponse.ResponseStatus.SUCCESS,
        )
        .order_by()
        .values_list("model")
        .annotate(n=Sum("calls"), told=Sum("prompt_tokens"), said=Sum("completion_tokens"))
    )
    sums = {model: (n, told, said) for model, n, told, said in rows}
    n, told, said = (sum(column) for column in zip((0, 0, 0), *sums.values(), strict=True))
    sums[""] = (n, told, said)
    return {
        model: (round(told / n), round(said / n))
        for model, (n, told, said) in sums.items()
        if n >= FEWEST
    }


def _facts(
    model: CortexModel,
    lengths: dict[str, tuple[int, int]],
    medians: dict[str, float | None],
) -> ModelFacts:
    try:
        answering = model.answering_model()
    except ValidationError:  # retired without a replacement
        answering = model
    name = answering.name
    own = medians.get(name)
    preview = medians.get(OF_PREVIEW % {"model": name})
    milliseconds = own if own is not None else preview
    tokens = lengths.get(name) or lengths.get("")
    return ModelFacts(
        name=model.name,
        lifecycle=model.lifecycle,
        eol_date=model.eol_date,
        answered_by=name if name != model.name else "",
        input_price=answering.input_price,
        output_price=answering.output_price,
        seconds=milliseconds / 1000 if milliseconds is not None else None,
        is_preview=own is None and preview is not None,
        tokens=tokens or ASSUMED_TOKENS,
        is_measured=tokens is not None,
        cost=answering.cost(*(tokens or ASSUMED_TOKENS)),
    )
