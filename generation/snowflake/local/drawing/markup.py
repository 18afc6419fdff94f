"""Small helpers that write SVG elements with compact numbers."""

from collections.abc import Iterable


def num(value: float) -> str:
    """A number with at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rect(x: float, y: float, w: float, h: float, fill: str, rx: float = 0) -> str:
    """A rectangle, rounded by `rx`."""
    corner = f' rx="{num(rx)}"' if rx else ""
    size = f'x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"'
    return f'<rect {size}{corner} fill="{fill}"/>'


def circle(cx: float, cy: float, r: float, fill: str, opacity: float = 1) -> str:
    """A filled circle."""
    faint = f' opacity="{num(opacity)}"' if opacity < 1 else ""
    return f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r)}" fill="{fill}"{faint}/>'


def ellipse(cx: float, cy: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:
    """A filled ellipse."""
    faint = f' opacity="{num(opacity)}"' if opacity < 1 else ""
    centre = f'cx="{num(cx)}" cy="{num(cy)}" rx="{num(rx)}" ry="{num(ry)}"'
    return f'<ellipse {centre} fill="{fill}"{faint}/>'


def poly(points: Iterable[tuple[float, float]], fill: str) -> str:
    """A filled polygon."""
    joined = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    return f'<polygon points="{joined}" fill="{fill}"/>'


def path(d: str, fill: str) -> str:
    """A filled path."""
    return f'<path d="{d}" fill="{fill}"/>'


def stroke(d: str, colour: str, width: float) -> str:
    """An open path drawn as a round line."""
    style = f'stroke="{colour}" stroke-width="{num(width)}"'
    caps = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{d}" fill="none" {style} {caps}/>'
