"""The dashboard's charts, each with the table behind it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditing.chart_words import COUNT, DOLLARS, MILLISECONDS, PERCENT, drawn
from auditing.charts import Chart, Format, Markup, Series, horizontal_bars, line, stacked_bars
from auditing.humane import grouped, short_day
from auditing.kept import said
from auditing.metrics.histogram import Histogram
from generation.figures import reading
from generation.figures.period import Report
from generation.figures.reading import Answers, Requests, Sums, Timings
from generation.figures.rollup import bounds
from generation.models.answers import CortexResponse
from generation.models.requests import ErrorCategory
from generation.watching.step_names import step_words


class Dashboard:
    """Draws the charts of one report. `viewer` gets links to lists where they may open them."""

    def __init__(self, report: Report, viewer: User) -> None:
        self.report = report
        self.labels = [short_day(day) for day in report.days]
        self.may_list = viewer.has_perm("generation.view_svggenerationrequest")

    def requests(self, found: Requests) -> Markup:
        ends = (
            (reading.DONE, _("done"), "good"),
            (reading.FAILED, _("failed"), "bad"),
            (reading.CANCELLED, _("cancelled"), "quiet"),
            (reading.OPEN, _("waiting or being drawn"), "busy"),
        )
        series = [
            Series(name, self._daily({d: n.get(end, 0) for d, n in found.by_day.items()}), tone)
            for end, name, tone in ends
            if end in (reading.DONE, reading.FAILED) or found.total(end)
        ]
        links = [self._list(day, day) for day in self.report.days] if self.may_list else []
        chart = self._by_day("requests", _("Requests by day"), series, links=links)
        return drawn(chart, stacked_bars)

    def duration(self, key: str, title: str, found: Timings) -> Markup:
        series = [
            Series(name, self._percentiles(found.by_day, share))
            for name, share in ((_("median"), 0.5), (_("95 of 100 are faster"), 0.95))
        ]
        chart = self._by_day(key, title, series, form=MILLISECONDS)
        return drawn(chart, line, note=self._note_on_times())

    def timings(self, key: str, title: str, heading: str, found: Timings) -> Markup:
        """Median and 95th percentile, the slowest first."""
        slowest = sorted(found.by_name, key=lambda n: -(found.by_name[n].quantile(0.95) or 0))
        histograms = [found.by_name[name] for name in slowest]
        series = [
            Series(_("median"), reading.percentiles(histograms, 0.5), "1"),
            Series(_("95th percentile"), reading.percentiles(histograms, 0.95), "2"),
        ]
        names = [said(name) if key == "models" else step_words(name) for name in slowest]
        chart = Chart(key, title, names, series, MILLISECONDS, label_heading=heading)
        return drawn(chart, horizontal_bars, note=self._note_on_times())

    def tokens(self, found: Answers) -> Markup:
        series = [
            Series(_("asked"), self._daily({d: s.prompt_tokens for d, s in found.by_day.items()})),
            Series(
                _("answered"),
                self._daily({d: s.completion_tokens for d, s in found.by_day.items()}),
            ),
        ]
        if found.preview.tokens:
            daily = {d: s.tokens for d, s in found.preview_by_day.items()}
            series.append(Series(_("preview engine (no model)"), self._daily(daily), "quiet"))
        return drawn(self._by_day("tokens", _("Tokens by day"), series), stacked_bars)

    def cost(self, found: Answers) -> Markup:
        daily = {day: float(sums.cost) for day, sums in found.by_day.items()}
        series = [Series(_("US dollars"), self._daily(daily), "4")]
        if found.total.unpriced:
            note = _unpriced_note(found)
        else:
            note = _("Estimated from the catalogue's prices.")
        chart = self._by_day("cost", _("Cost by day"), series, form=DOLLARS, empty=_no_cost(found))
        return drawn(chart, stacked_bars, note=note)

    def models(self, found: Answers) -> Markup:
        ranked = sorted(found.by_model.items(), key=lambda item: -item[1].cost)
        return self._costs(
            "cost-by-model", _("Cost and tokens by model"), _("Model"), [(n, s) for n, s in ranked]
        )

    def people(self, found: Sequence[tuple[str, int, Sums]]) -> Markup:
        names = [name for name, _count, _sums in found]
        series = [
            Series(_("requests"), [count for _name, count, _sums in found], "1"),
        ]
        links = [self.report.address(person=name) for name in names]
        chart = Chart(
            "people",
            _("Who asked for most"),
            names,
            series,
            label_heading=_("Person"),
            links=links,
        )
        return drawn(chart, horizontal_bars)

    def people_cost(self, found: Sequence[tuple[str, int, Sums]]) -> Markup:
        return self._costs(
            "cost-by-person",
            _("Cost and tokens of those who asked for most"),
            _("Person"),
            [(name, sums) for name, _count, sums in found],
        )

    def _costs(
        self, key: str, title: str, heading: str, rows: Sequence[tuple[str, Sums]]
    ) -> Markup:
        """Dollars drawn; tokens and calls of unknown price in the names."""
        labels = [f"{name} · {_words(sums)}" for name, sums in rows]
        costs = [None if _is_unknown(sums) else float(sums.cost) for _name, sums in rows]
        chart = Chart(
            key,
            title,
            labels,
            [Series(_("US dollars"), costs, "4")],
            DOLLARS,
            label_heading=heading,
            empty=_("No call in this period cost anything."),
        )
        return drawn(chart, horizontal_bars)

    def failures(self, found: Requests) -> Markup:
        ranked = sorted(found.failures.items(), key=lambda item: -item[1])
        names = [str(ErrorCategory(kind).label) if kind else _("other") for kind, _n in ranked]
        links = [
            self._list(self.report.start, self.report.end, error_category__exact=kind)
            for kind, _n in ranked
        ]
        chart = Chart(
            "failures",
            _("Failures by kind"),
            names,
            [Series(_("requests"), [count for _kind, count in ranked], "2")],
            label_heading=_("Kind"),
            links=links if self.may_list else [],
            empty=_("Nothing failed in this period."),
        )
        return drawn(chart, horizontal_bars)

    def verdicts(self, found: Answers) -> Markup:
        kinds = (("valid", "good"), ("partial", "busy"), ("invalid", "bad"), ("empty", "quiet"))
        words = dict(CortexResponse.ValidationStatus.choices)
        series = [
            Series(
                str(words[kind]),
                self._daily({d: n.get(kind, 0) for d, n in found.verdicts.items()}),
                tone,
            )
            for kind, tone in kinds
        ]
        chart = self._by_day("verdicts", _("What the answers were worth"), series)
        return drawn(chart, stacked_bars)

    def caches(self, found: Mapping[str, Mapping[date, float]]) -> Markup:
        series = [
            Series(name, [ratios.get(day) for day in self.report.days])
            for name, ratios in sorted(found.items())
        ]
        chart = self._by_day("caches", _("Hit ratio of the caches"), series, form=PERCENT)
        note = _("Of the whole site, whatever is filtered.")
        return drawn(chart, line, note=note)

    def _by_day(
        self,
        key: str,
        title: str,
        series: Sequence[Series],
        *,
        form: Format = COUNT,
        links: Sequence[str] = (),
        empty: str = "",
    ) -> Chart:
        empty = empty or _("Nothing in this period.")
        heading = _("Day")
        return Chart(
            key, title, self.labels, series, form, label_heading=heading, links=links, empty=empty
        )

    def _daily(self, values: Mapping[date, float]) -> list[float | None]:
        """A day without a row is a day on which nothing happened."""
        return [values.get(day, 0) for day in self.report.days]

    def _percentiles(self, found: Mapping[date, Histogram], share: float) -> list[float | None]:
        return [found[d].quantile(share) if d in found else None for d in self.report.days]

    def _note_on_times(self) -> str:
        if self.report.person is None:
            return _("Right to 2%.")
        return _("Right to 2%. Times are everybody's: they are not kept by person.")

    def _list(self, first: date, last: date, **more: str) -> str:
        """The admin's list of these requests."""
        wanted = {
            "created_at__gte": bounds(first)[0].isoformat(),
            "created_at__lt": bounds(last)[1].isoformat(),
            **more,
        }
        if self.report.model:
            wanted["selected_model__exact"] = self.report.model
        return f"{reverse('admin:generation_svggenerationrequest_changelist')}?{urlencode(wanted)}"


def _unpriced_note(found: Answers) -> str:
    unknown = {day: sums.unpriced for day, sums in found.by_day.items()}
    worst = max(unknown, key=lambda day: unknown[day])
    return ngettext(
        "%(count)s call is not in it: what it cost is unknown. Most on %(day)s.",
        "%(count)s calls are not in it: what they cost is unknown. Most on %(day)s.",
        found.total.unpriced,
    ) % {"count": grouped(found.total.unpriced), "day": short_day(worst)}


def _no_cost(found: Answers) -> str:
    if found.preview.calls and not found.total.calls:
        return _("The preview engine answered; it costs nothing.")
    return _("No call of a known price in this period.")


def _is_unknown(sums: Sums) -> bool:
    return bool(sums.unpriced) and not sums.cost


def _words(sums: Sums) -> str:
    said = _("%(count)s tokens") % {"count": COUNT.axis(sums.tokens)}
    if sums.unpriced and sums.cost:
        said += ", " + ngettext(
            "%(count)s call unpriced", "%(count)s calls unpriced", sums.unpriced
        ) % {"count": COUNT.axis(sums.unpriced)}
    return said
