"""The simulator's chart and table: the policy in force beside another one."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from auditing.chart_words import COUNT, drawn
from auditing.charts import Chart, Series, stacked_bars
from auditing.models import RetentionPolicy
from auditing.retention.simulator import Month, effect_of, months_of

# More bars than these would be too narrow to tell apart.
MOST_MONTHS = 36
NOTE = gettext_lazy(
    "By the month that a row's time is counted from. Rows under a legal hold stay. "
    "Nothing is changed before you save."
)


def simulation(current: RetentionPolicy, imagine: RetentionPolicy | None) -> dict[str, Any]:
    """`effects`: (heading, figures) for each; `chart`: markup, of the imagined one if there is."""
    effects = [(_("In force"), effect_of(current))]
    if imagine is not None:
        effects.append((_("With this change"), effect_of(imagine)))
    return {"effects": effects, "chart": _chart(months_of(imagine or current))}


def _chart(months: Sequence[Month]) -> SafeString:
    shown = months[-MOST_MONTHS:]
    chart = Chart(
        key="simulation",
        title=_("Rows that stay and rows that go"),
        labels=[date_format(month.month, "M Y") for month in shown],
        series=[
            Series(_("stay"), [month.stay for month in shown], "good"),
            Series(_("go at the next purge"), [month.go for month in shown], "bad"),
        ],
        format=COUNT,
        label_heading=_("Month"),
        empty=_("There are no rows of this class."),
    )
    note = f"{NOTE} {_left_out(len(months) - len(shown))}".strip()
    return mark_safe(drawn(chart, stacked_bars, note=note))  # noqa: S308  charts escape


def _left_out(months: int) -> str:
    if months <= 0:
        return ""
    words = ngettext(
        "%(n)s earlier month is not drawn.", "%(n)s earlier months are not drawn.", months
    )
    return words % {"n": months}
