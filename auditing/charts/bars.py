"""Bars: stacked ones over time, and ranked ones that lie. A value below nothing has no bar."""

from xml.etree.ElementTree import Element

from auditing.charts.axes import draw_label_axis, draw_value_axis, drawing, empty_drawing
from auditing.charts.data import Chart, Series
from auditing.charts.marks import define_patterns, pattern_fill
from auditing.charts.markup import Markup, add, text_of
from auditing.charts.scales import Frame, frame_for

WIDTH, ROW, BAR, GAP, PADDING = 560, 46, 12, 2, 4
LONGEST_LABEL = 44


def stacked_bars(chart: Chart) -> Markup:
    """One bar a label, its series on one another, each with a colour and a pattern."""
    totals = [sum(_drawn(s.values[n]) for s in chart.toned) for n in range(len(chart.labels))]
    if not any(totals):
        return text_of(empty_drawing(chart))
    frame = frame_for(totals, whole=chart.format.is_counted)
    svg = drawing(chart, width=frame.width, height=frame.height)
    _define_patterns(svg, chart)
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
            _area(group, _pattern_key(chart), series.tone, (x, upper, wide, lower - upper), said)
            below[position] += height
    return below


def horizontal_bars(chart: Chart) -> Markup:
    """A group of bars for each label, one a series; name and values in words above it."""
    if not chart.labels or not any(_drawn(value) for value in chart.values):
        return text_of(empty_drawing(chart))
    row = ROW + (len(chart.series) - 1) * (BAR + GAP)
    height = row * len(chart.labels) + PADDING
    svg = drawing(chart, width=WIDTH, height=height, class_="chart-rows")
    _define_patterns(svg, chart)
    most = max(_drawn(value) for value in chart.values)
    for position, label in enumerate(chart.labels):
        top = position * row
        _write_row(svg, chart, position, label, top)
        for number, series in enumerate(chart.toned):
            y = top + 29.0 + number * (BAR + GAP)
            _draw_row(svg, chart, series, position, (y, most))
    return text_of(svg)


def _write_row(svg: Element, chart: Chart, position: int, label: str, top: float) -> None:
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    written = " / ".join(_written(chart, series.values[position]) for series in chart.toned)
    add(svg, "text", short, x=0, y=top + 22, class_="chart-name")
    add(svg, "text", written, x=WIDTH, y=top + 22, text_anchor="end", class_="chart-value")


def _draw_row(
    svg: Element, chart: Chart, series: Series, position: int, place: tuple[float, float]
) -> None:
    (y, most), value = place, series.values[position]
    add(svg, "rect", x=0, y=y, width=WIDTH, height=BAR, rx=3, class_="chart-track")
    group = add(svg, "g", class_=f"chart-tone-{series.tone}")
    if _drawn(value):
        said = f"{chart.labels[position]}, {series.name}: {_written(chart, value)}"
        wide = max(_drawn(value) / most * WIDTH, 2.0)
        _area(group, _pattern_key(chart), series.tone, (0.0, y, wide, float(BAR)), said)


def _written(chart: Chart, value: float | None) -> str:
    return chart.unknown if value is None else chart.format.whole(value)


def _pattern_key(chart: Chart) -> str:
    """Of a single series nothing has to be told apart: no key, no pattern."""
    return chart.key if len(chart.series) > 1 else ""


def _define_patterns(svg: Element, chart: Chart) -> None:
    if key := _pattern_key(chart):
        define_patterns(svg, key, [series.tone for series in chart.toned])


def _area(
    group: Element, key: str, tone: str, box: tuple[float, float, float, float], said: str
) -> None:
    x, y, width, height = box
    place = {"x": x, "y": y, "width": width, "height": height}
    bar = add(group, "rect", class_="chart-bar", **place)
    fill = pattern_fill(key, tone)
    if key and fill != "none":
        bar = add(group, "rect", fill=fill, **place)
    add(bar, "title", said)


def _drawn(value: float | None) -> float:
    return max(value or 0.0, 0.0)
