"""Charts as SVG text: pure functions, data in, safe markup out. No Django, no database.

A chart is `Chart` data drawn by one of `line`, `stacked_bars`, `horizontal_bars` or `sparkline`;
`figure` puts the drawing, its legend and the table behind it together.
"""

from auditing.charts.bars import horizontal_bars, stacked_bars
from auditing.charts.data import Chart, Series
from auditing.charts.figure import figure
from auditing.charts.formats import BYTES, COUNT, DOLLARS, MILLISECONDS, PERCENT, Format
from auditing.charts.line import line
from auditing.charts.markup import Markup
from auditing.charts.sparkline import sparkline

__all__ = [
    "BYTES",
    "COUNT",
    "DOLLARS",
    "MILLISECONDS",
    "PERCENT",
    "Chart",
    "Format",
    "Markup",
    "Series",
    "figure",
    "horizontal_bars",
    "line",
    "sparkline",
    "stacked_bars",
]
