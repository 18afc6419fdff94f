"""Charts in the reader's language: their words, and their figures in the notation of the place."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from auditing import charts
from auditing.charts import Chart, Format, Markup, figure
from auditing.charts.figure import Draw


def noted(text: str) -> str:
    """A figure as Python writes it (1,234.5) in the notation of the language (1.234,5)."""
    signs = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
    return text.translate(str.maketrans(signs))


def local(form: Format) -> Format:
    """Writes in the language of whoever looks when it is called."""
    return Format(_noting(form.axis), _noting(form.whole))


def _noting(write: Callable[[float], str]) -> Callable[[float], str]:
    return lambda value: noted(write(value))


COUNT, DOLLARS = local(charts.COUNT), local(charts.DOLLARS)
MILLISECONDS, PERCENT = local(charts.MILLISECONDS), local(charts.PERCENT)


def worded(chart: Chart) -> Chart:
    """The same chart with what it says by itself in the reader's language."""
    empty = _("Nothing in this period.") if chart.empty == Chart.empty else chart.empty
    return replace(
        chart,
        empty=empty,
        span=_("%(names)s: from %(first)s to %(last)s; %(least)s to %(most)s."),
        unknown=_("unknown"),
    )


def drawn(chart: Chart, draw: Draw, *, note: str = "") -> Markup:
    """A chart as a page shows it."""
    return figure(worded(chart), draw, table_words=_("Table"), note=note)
