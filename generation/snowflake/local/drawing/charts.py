"""Shapes that depend on a number, a text or any count of colours."""

from math import cos, pi, sin
from xml.sax.saxutils import escape

from .markup import num, rect, stroke
from .scene import Art, Look

PALETTE = ("#1e88e5", "#fb8c00", "#43a047", "#e53935", "#8e44ad", "#00acc1", "#fdd835", "#6d4c41")
RAINBOW = ("#e53935", "#fb8c00", "#fdd835", "#43a047", "#1e88e5", "#8e44ad")
_HEIGHTS = (46, 72, 58, 88, 34, 64, 80, 50)


def _colours(look: Look) -> list[str]:
    count = min(12, max(2, look.number or 4))
    palette = look.colours or PALETTE
    return [palette[i % len(palette)] for i in range(count)]


def bar_chart(look: Look) -> str:
    """Bars on two axes; four of them unless a number was asked for."""
    colours = _colours(look)
    step = 88 / len(colours)
    bars = "".join(
        rect(10 + i * step, 94 - _HEIGHTS[i % 8], step * 0.72, _HEIGHTS[i % 8], colour, 2)
        for i, colour in enumerate(colours)
    )
    return bars + stroke("M4 2V96H98", "#546e7a", 3)


def pie_chart(look: Look) -> str:
    """Slices of a circle; four of them unless a number was asked for."""
    colours = _colours(look)
    weights = [1 + _HEIGHTS[i % 8] / 60 for i in range(len(colours))]
    ends = [sum(weights[: i + 1]) / sum(weights) for i in range(len(colours))]
    return "".join(
        _slice(start, end, colour)
        for start, end, colour in zip([0.0, *ends], ends, colours, strict=False)
    )


def _slice(start: float, end: float, colour: str) -> str:
    (x1, y1), (x2, y2) = (
        (num(50 + 48 * sin(2 * pi * t)), num(50 - 48 * cos(2 * pi * t))) for t in (start, end)
    )
    d = f"M50 50L{x1} {y1}A48 48 0 {int(end - start > 0.5)} 1 {x2} {y2}Z"
    return f'<path d="{d}" fill="{colour}" stroke="#ffffff" stroke-width="1.5"/>'


def rainbow(look: Look) -> str:
    """One arc for each colour, the first outside."""
    bands = look.colours or RAINBOW
    width = 42 / len(bands)
    return "".join(_arc(98 - width * (i + 0.5), width, c) for i, c in enumerate(bands))


def _arc(r: float, width: float, colour: str) -> str:
    d = f"M{num(100 - r)} 100A{num(r)} {num(r)} 0 0 1 {num(100 + r)} 100"
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{num(width + 0.3)}"/>'


def lettering(look: Look) -> str:
    """Text in one line."""
    place = f'x="{num(_width(look.text) / 2)}" y="46" font-size="48" text-anchor="middle"'
    font = 'font-family="Verdana, Arial, sans-serif" font-weight="700"'
    return f'<text {place} {font} fill="{look.main("#263238")}">{escape(look.text)}</text>'


def lettering_art(text: str) -> Art:
    """Lettering as something to place: the longer the text, the wider the box."""
    size = min(360, 80 + 26 * len(text))
    return Art("lettering", "symbol", size, (0, 0, _width(text), 60), lettering)


def _width(text: str) -> float:
    return 16 + 34 * max(1, len(text))


_BARS = ["bar chart", "bar graph", "histogram", "chart", "graph", "column chart"]
PAINTED = (
    (_BARS, Art("bar chart", "symbol", 320, (0, 0, 100, 100), bar_chart, frozenset({"bar"}))),
    (
        ["pie chart", "pie graph", "donut chart"],
        Art("pie chart", "symbol", 320, (0, 0, 100, 100), pie_chart, frozenset({"slice"})),
    ),
    (["rainbow"], Art("rainbow", "backsky", 470, (0, 0, 200, 100), rainbow)),
)
