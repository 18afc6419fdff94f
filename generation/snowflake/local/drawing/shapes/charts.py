"""Charts and lettering."""

from math import cos, pi, sin
from xml.sax.saxutils import escape

from ..markup import circle, num, path, rect, stroke
from ..scene import Look
from .registry import shape

PALETTE = ("#1e88e5", "#fb8c00", "#43a047", "#e53935", "#8e44ad", "#00acc1", "#fdd835", "#6d4c41")
_HEIGHTS = (46, 72, 58, 88, 34, 64, 80, 50)


def _colours(look: Look, count: int) -> list[str]:
    palette = look.colours or PALETTE
    return [palette[i % len(palette)] for i in range(count)]


def _slices(look: Look, default: int) -> int:
    return min(12, max(2, look.number or default))


@shape("bar chart, bar graph, histogram, chart, graph, column chart", "symbol", 320, parts="bar")
def bar_chart(look: Look) -> str:
    count = _slices(look, 4)
    step = 88 / count
    bars = "".join(
        rect(10 + i * step, 94 - _HEIGHTS[i % 8], step * 0.72, _HEIGHTS[i % 8], colour, 2)
        for i, colour in enumerate(_colours(look, count))
    )
    return bars + stroke("M4 2V96H98", "#546e7a", 3)


@shape("pie chart, pie graph, donut chart", "symbol", 320, parts="slice")
def pie_chart(look: Look) -> str:
    count = _slices(look, 4)
    weights = [1 + _HEIGHTS[i % 8] / 60 for i in range(count)]
    ends = [sum(weights[: i + 1]) / sum(weights) for i in range(count)]
    starts = [0.0, *ends[:-1]]
    colours = _colours(look, count)
    return "".join(_slice(a, b, c) for a, b, c in zip(starts, ends, colours, strict=True))


def _slice(start: float, end: float, colour: str) -> str:
    (x1, y1), (x2, y2) = (
        (50 + 48 * sin(2 * pi * t), 50 - 48 * cos(2 * pi * t)) for t in (start, end)
    )
    large = int(end - start > 0.5)
    d = f"M50 50L{num(x1)} {num(y1)}A48 48 0 {large} 1 {num(x2)} {num(y2)}Z"
    edge = ' stroke="#ffffff" stroke-width="1.5" stroke-linejoin="round"/>'
    return path(d, colour).replace("/>", edge)


@shape("line chart, line graph, trend", "symbol", 320)
def line_chart(look: Look) -> str:
    colour = look.main(PALETTE[0])
    points = [(12, 72), (32, 50), (50, 60), (70, 28), (92, 14)]
    d = "M" + "L".join(f"{x} {y}" for x, y in points)
    dots = "".join(circle(x, y, 4.5, colour) for x, y in points)
    return stroke("M4 2V96H98", "#546e7a", 3) + stroke(d, colour, 4) + dots


@shape("lettering text", "symbol", 300, (200, 60))
def lettering(look: Look) -> str:
    size = min(52, 330 / max(1, len(look.text)))
    attributes = f'x="100" y="{num(30 + size * 0.35)}" font-size="{num(size)}"'
    font = 'font-family="Verdana, Arial, sans-serif" font-weight="700" text-anchor="middle"'
    return f'<text {attributes} {font} fill="{look.main("#263238")}">{escape(look.text)}</text>'
