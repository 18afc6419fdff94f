"""What all drawings share: the outer element with its words, the axes, the empty state."""

from xml.etree.ElementTree import Element

from auditing.charts.data import Chart
from auditing.charts.markup import add, element
from auditing.charts.scales import Frame, spread

EMPTY_HEIGHT = 120


def drawing(chart: Chart, *, width: float, height: float, class_: str = "") -> Element:
    """The root: an image with a title and a description, as large as its place allows."""
    svg = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        class_=f"chart-drawing {class_}".strip(),
        role="img",
        aria_labelledby=f"{chart.key}-title {chart.key}-desc",
    )
    add(svg, "title", chart.title, id=f"{chart.key}-title")
    add(svg, "desc", chart.summary(), id=f"{chart.key}-desc")
    return svg


def empty_drawing(chart: Chart) -> Element:
    svg = drawing(chart, width=560, height=EMPTY_HEIGHT, class_="chart-empty")
    middle = EMPTY_HEIGHT / 2
    add(svg, "text", chart.empty, x=280, y=middle, text_anchor="middle", class_="chart-label")
    return svg


def draw_value_axis(svg: Element, chart: Chart, frame: Frame) -> None:
    """A line across the plot at each tick, its value at the left."""
    for tick in frame.ticks:
        y = frame.y(tick)
        kind = "chart-base" if tick == 0 else "chart-grid"
        add(svg, "line", x1=frame.left, x2=frame.width - frame.right, y1=y, y2=y, class_=kind)
        written, x = chart.format.axis(tick), frame.left - 8
        add(svg, "text", written, x=x, y=y + 4, text_anchor="end", class_="chart-label")


def draw_label_axis(svg: Element, chart: Chart, frame: Frame) -> None:
    """A few of the labels below the plot, the outer ones kept inside the drawing."""
    count = len(chart.labels)
    for position in spread(count):
        anchor = _anchor(position, count)
        x = {"start": frame.left, "end": frame.width - frame.right}.get(anchor)
        add(
            svg,
            "text",
            chart.labels[position],
            x=frame.x(position, count) if x is None else x,
            y=frame.height - 10,
            text_anchor=anchor,
            class_="chart-label",
        )


def _anchor(position: int, count: int) -> str:
    if count < 3:
        return "middle"
    return "start" if position == 0 else "end" if position == count - 1 else "middle"
