"""Bars: stacked ones over time, and ranked ones that lie. A value below nothing has no bar."""

from xml.etree.ElementTree import Element

from auditing.charts.axes import draw_label_axis, draw_value_axis, drawing, empty_drawing
from auditing.charts.data import Chart, Series
from auditing.charts.marks import define_patterns, pattern_fill
from auditing.charts.markup import Markup, add, text_of
from auditing.charts.scales import Frame, frame_for

WIDTH, ROW, BAR, PADDING = 560, 46, 12, 4
LONGEST_LABEL = 34


def stacked_bars(chart: Chart) -> Markup:
    """One bar a label, its series on one another, each with a colour and a pattern."""
    totals = [sum(_drawn(s.values[n]) for s in chart.toned) for n in range(len(chart.labels))]
    if not any(totals):
        return text_of(empty_drawing(chart))
    frame = frame_for(totals)
    svg = drawing(chart, width=frame.width, height=frame.height)
    define_patterns(svg, chart.key, [series.tone for series in chart.toned])
    draw_value_axis(svg, chart, frame)
    draw_label_axis(svg, chart, frame)
    below = [0.0] * len(chart.labels)
    for series in chart.toned:
        below = _draw_layer(svg, chart, series, frame, below)
    return text_of(svg)


def _draw_layer(
    svg: Element, chart: Chart, series: Series, frame: Frame, below: list[float]
) -> list[float]:
    """One series on top of what is drawn; returns the new heights."""
    group = add(svg, "g", class_=f"chart-tone-{series.tone}")
    for position, value in enumerate(series.values):
        if height := _drawn(value):
            lower, upper = frame.y(below[position]), frame.y(below[position] + height)
            slot = frame.inner_width / len(chart.labels)
            wide = min(slot * 0.78, 48)
            x = frame.x(position, len(chart.labels)) - wide / 2
            said = f"{chart.labels[position]}, {series.name}: {chart.format.whole(height)}"
            _area(group, chart.key, series.tone, (x, upper, wide, lower - upper), said)
            below[position] += height
    return below


def horizontal_bars(chart: Chart) -> Markup:
    """One bar a label of the first series, its name above it and its value at the right."""
    if not chart.labels or not any(_drawn(value) for value in chart.values):
        return text_of(empty_drawing(chart))
    series = chart.toned[0]
    most = max(_drawn(value) for value in series.values) or 1
    svg = drawing(chart, width=WIDTH, height=ROW * len(chart.labels) + PADDING, class_="chart-rows")
    define_patterns(svg, chart.key, [series.tone])
    for position, label in enumerate(chart.labels):
        _draw_row(svg, chart, position, label, _drawn(series.values[position]) / most)
    return text_of(svg)


def _draw_row(svg: Element, chart: Chart, position: int, label: str, share: float) -> None:
    series, top = chart.toned[0], position * ROW
    value = series.values[position]
    written = "unknown" if value is None else chart.format.whole(value)
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    add(svg, "text", short, x=0, y=top + 22, class_="chart-name")
    add(svg, "text", written, x=WIDTH, y=top + 22, text_anchor="end", class_="chart-value")
    add(svg, "rect", x=0, y=top + 29, width=WIDTH, height=BAR, rx=3, class_="chart-track")
    group = add(svg, "g", class_=f"chart-tone-{series.tone}")
    if share:
        box = (0.0, top + 29.0, max(share * WIDTH, 2.0), float(BAR))
        _area(group, chart.key, series.tone, box, f"{label}: {written}")


def _area(
    group: Element, key: str, tone: str, box: tuple[float, float, float, float], said: str
) -> None:
    x, y, width, height = box
    place = {"x": x, "y": y, "width": width, "height": height}
    bar = add(group, "rect", class_="chart-bar", **place)
    fill = pattern_fill(key, tone)
    if fill != "none":
        bar = add(group, "rect", fill=fill, **place)
    add(bar, "title", said)


def _drawn(value: float | None) -> float:
    return max(value or 0.0, 0.0)
