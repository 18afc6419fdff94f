"""The four figures on top, each beside the period before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditing.chart_words import COUNT, DOLLARS, MILLISECONDS, PERCENT, noted, worded
from auditing.charts import Chart, Format, Markup, Series
from auditing.charts import sparkline as draw_sparkline
from auditing.humane import grouped
from generation.figures.period import Report
from generation.figures.reading import DONE, FAILED, Answers, Requests, Timings


@dataclass(frozen=True)
class Headline:
    """`change` in words; `is_better` None where neither way is good or nothing can be compared."""

    title: str
    value: str
    change: str
    is_better: bool | None
    detail: str
    sparkline: Markup


def headlines(
    report: Report,
    now: tuple[Requests, Answers, Timings],
    before: tuple[Requests, Answers, Timings],
) -> list[Headline]:
    """Requests, success rate, median time, cost."""
    requests, answers, times = now
    days = report.days
    medians = [times.by_day[d].quantile(0.5) if d in times.by_day else None for d in days]
    daily = [sum(requests.by_day[d].values()) if d in requests.by_day else 0 for d in days]
    rates = [_rate(requests.by_day.get(d, {})) for d in days]
    costs = [float(answers.by_day[d].cost) if d in answers.by_day else 0 for d in days]
    return [
        _headline("requests", _("Requests"), COUNT, requests.total(), before[0].total(), daily),
        _headline(
            "success",
            _("Success rate"),
            PERCENT,
            requests.success_rate,
            before[0].success_rate,
            rates,
            more_is_better=True,
            detail=_("of those that ended by themselves"),
        ),
        _headline(
            "median",
            _("Median time"),
            MILLISECONDS,
            times.total.quantile(0.5),
            before[2].total.quantile(0.5),
            medians,
            more_is_better=False,
            detail=_("from asking to the picture"),
        ),
        _headline(
            "cost",
            _("Cost"),
            DOLLARS,
            _known_cost(answers),
            _known_cost(before[1]),
            costs,
            detail=_cost_detail(answers),
        ),
    ]


def _rate(day: dict[str, int]) -> float | None:
    ended = day.get(DONE, 0) + day.get(FAILED, 0)
    return 100 * day.get(DONE, 0) / ended if ended else None


def _known_cost(answers: Answers) -> float | None:
    """None where calls were made and the price of none of them is known."""
    sums = answers.total
    return None if sums.unpriced and not sums.cost else float(sums.cost)


def _cost_detail(answers: Answers) -> str:
    if answers.total.unpriced:
        return ngettext(
            "and %(count)s call of unknown cost",
            "and %(count)s calls of unknown cost",
            answers.total.unpriced,
        ) % {"count": grouped(answers.total.unpriced)}
    if answers.preview.calls and not answers.total.calls:
        return _("the preview engine costs nothing")
    return _("estimated")


def _headline(
    key: str,
    title: str,
    form: Format,
    value: float | None,
    before: float | None,
    daily: list[float | None] | list[int] | list[float],
    *,
    more_is_better: bool | None = None,
    detail: str = "",
) -> Headline:
    shown = _("unknown") if value is None and key == "cost" else "–"
    labels = [""] * len(daily)
    chart = Chart(f"{key}-trend", title, labels, [Series(title, list(daily))], form)
    change, is_better = _change(key, value, before, more_is_better)
    return Headline(
        title=title,
        value=shown if value is None else form.whole(value),
        change=change,
        is_better=is_better,
        detail=detail,
        sparkline=draw_sparkline(worded(chart)),
    )


def _change(
    key: str, value: float | None, before: float | None, more_is_better: bool | None
) -> tuple[str, bool | None]:
    if value is None or before is None or not (before or value):
        return _("nothing to compare with"), None
    if key == "success" and value != before:
        points = round(value - before, 1)
        said = _("%(points)s points against the period before") % {
            "points": noted(f"{points:+.1f}")
        }
        return said, None if not points else points > 0
    if not before:
        return _("nothing in the period before"), None
    if value == before:
        return _("as in the period before"), None
    share = round(100 * (value - before) / before)
    said = _("%(share)s against the period before") % {"share": f"{share:+d}%"}
    better = None if more_is_better is None or not share else (share > 0) == more_is_better
    return said, better
