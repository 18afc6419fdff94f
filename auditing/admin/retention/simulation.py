"""The simulator's chart and table: the policy in force beside another one."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from auditing.charts import Chart, Series, figure, stacked_bars
from auditing.models import RetentionPolicy
from auditing.retention.simulator import Month, effect_of, months_of

# More bars than these would be too narrow to tell apart.
MOST_MONTHS = 36
NOTE = (
    "By the month that a row's time is counted from. Rows under a legal hold stay. "
    "Nothing is changed before you save."
)


def simulation(current: RetentionPolicy, imagine: RetentionPolicy | None) -> dict[str, Any]:
    """`effects`: (heading, figures) for each; `chart`: markup, of the imagined one if there is."""
    effects = [("In force", effect_of(current))]
    if imagine is not None:
        effects.append(("With this change", effect_of(imagine)))
    return {"effects": effects, "chart": _chart(months_of(imagine or current))}


def _chart(months: Sequence[Month]) -> SafeString:
    shown = months[-MOST_MONTHS:]
    chart = Chart(
        key="simulation",
        title="Rows that stay and rows that go",
        labels=[f"{month.month:%b %Y}" for month in shown],
        series=[
            Series("stay", [month.stay for month in shown], "good"),
            Series("go at the next purge", [month.go for month in shown], "bad"),
        ],
        label_heading="Month",
        empty="There are no rows of this class.",
    )
    left_out = len(months) - len(shown)
    note = f"{NOTE} {left_out} earlier months are not drawn." if left_out > 0 else NOTE
    return mark_safe(figure(chart, stacked_bars, note=note))  # noqa: S308  charts escape
