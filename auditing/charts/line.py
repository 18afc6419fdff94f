"""Lines over time: a dash and a mark go with each colour, a gap stays a gap."""

from xml.etree.ElementTree import Element

from auditing.charts.axes import draw_label_axis, draw_value_axis, drawing, empty_drawing
from auditing.charts.data import Chart, Series
from auditing.charts.marks import draw_mark
from auditing.charts.markup import Markup, add, text_of
from auditing.charts.scales import Frame, frame_for

# With more points than this, marks would run into one another.
MOST_MARKS = 45


def line(chart: Chart) -> Markup:
    """One line a series."""
    if not chart.values:
        return text_of(empty_drawing(chart))
    frame = frame_for(chart.values, whole=chart.format.is_counted)
    svg = drawing(chart, width=frame.width, height=frame.height)
    draw_value_axis(svg, chart, frame)
    draw_label_axis(svg, chart, frame)
    for series in chart.toned:
        _draw(svg, chart, series, frame)
    return text_of(svg)


def _draw(svg: Element, chart: Chart, series: Series, frame: Frame) -> None:
    group = add(svg, "g", class_=f"chart-tone-{series.tone}")
    points = _points(series, frame)
    for run in _runs(points):
        path = "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y, _ in run)
        add(group, "path", d=path, class_="chart-line")
    for x, y, position in (point for point in points if point):
        if len(chart.labels) <= MOST_MARKS or _is_alone(points, position):
            mark = draw_mark(group, series.tone, x, y)
            value = series.values[position]
            assert value is not None  # noqa: S101  a point stands for a value
            said = f"{chart.labels[position]}, {series.name}: {chart.format.whole(value)}"
            add(mark, "title", said)


Point = tuple[float, float, int]


def _points(series: Series, frame: Frame) -> list[Point | None]:
    count = len(series.values)
    return [
        None if value is None else (frame.x(position, count), frame.y(value), position)
        for position, value in enumerate(series.values)
    ]


def _runs(points: list[Point | None]) -> list[list[Point]]:
    """The points between two gaps; a line needs two of them."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]


def _is_alone(points: list[Point | None], position: int) -> bool:
    """A value between two gaps has no line; only a mark shows it."""
    before = points[position - 1] if position else None
    after = points[position + 1] if position + 1 < len(points) else None
    return before is None and after is None
