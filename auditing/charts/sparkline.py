"""A line the size of a word, without axes: how something went, beside its figure."""

from auditing.charts.axes import drawing
from auditing.charts.data import Chart
from auditing.charts.markup import Markup, add, text_of
from auditing.charts.scales import Frame

WIDTH, HEIGHT = 120, 32


def sparkline(chart: Chart) -> Markup:
    """The first series as a small area; the last value gets a point. Gaps count as nothing."""
    svg = drawing(chart, width=WIDTH, height=HEIGHT, class_="chart-sparkline")
    values = [value or 0.0 for value in chart.toned[0].values] if chart.series else []
    frame = _frame(values)
    group = add(svg, "g", class_=f"chart-tone-{chart.toned[0].tone if chart.series else '1'}")
    if not values:
        add(group, "line", x1=0, x2=WIDTH, y1=HEIGHT - 3, y2=HEIGHT - 3, class_="chart-base")
        return text_of(svg)
    points = [(frame.x(n, len(values)), frame.y(value)) for n, value in enumerate(values)]
    path = " L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    first, last = points[0], points[-1]
    base = frame.floor
    closed = f"M{first[0]:.2f} {base:.2f} L{path} L{last[0]:.2f} {base:.2f}z"
    add(group, "path", d=closed, class_="chart-area")
    add(group, "path", d=f"M{path}", class_="chart-line")
    add(group, "circle", cx=last[0], cy=last[1], r=2.5, class_="chart-mark")
    return text_of(svg)


def _frame(values: list[float]) -> Frame:
    low, high = min([*values, 0.0]), max([*values, 0.0])
    ticks = [low, high if high > low else low + 1]
    return Frame(ticks=ticks, width=WIDTH, height=HEIGHT, left=0, right=0, top=4, bottom=3)
