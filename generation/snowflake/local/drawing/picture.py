"""Writes the SVG: backdrop, things in painting order, weather."""

from collections.abc import Sequence

from .backdrops import backdrop
from .geometry import Box, noise, scatter
from .layout import Placed
from .markup import circle, num, rect, stroke
from .scene import Scene

MAX_BYTES = 200_000
CALM = ("#2a6f97", "#61a5c2", "#f4a259", "#f4e285", "#8cb369", "#bc4b51", "#5b8e7d")


def write_svg(scene: Scene, placed: Sequence[Placed], seed: int) -> str:
    """The whole picture as one SVG document."""
    w, h = scene.canvas
    if scene.is_abstract():
        body = _abstract(scene, seed)
    else:
        body = backdrop(scene, seed) + _things(placed) + _weather(scene, seed)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}">{body}</svg>'


def _things(placed: Sequence[Placed]) -> str:
    drawn = [_thing(item) for item in placed]
    size = 0
    for i, markup in enumerate(drawn):
        size += len(markup)
        if size > MAX_BYTES * 0.8:
            return "".join(drawn[:i])
    return "".join(drawn)


def _thing(item: Placed) -> str:
    art, box = item.thing.art, item.box
    x, y, w, h = art.box
    scale = min(box.w / w, box.h / h)
    across, down = (box.w / w, box.h / h) if art.zone == "floor" else (scale, scale)
    move = f"translate({num(box.x - x * across)} {num(box.y - y * down)})"
    factor = f"{across:.4g}" if across == down else f"{across:.4g} {down:.4g}"
    return f'<g transform="{move} scale({factor})">{art.paint(item.thing.look(item.index))}</g>'


def _weather(scene: Scene, seed: int) -> str:
    w, h = scene.canvas
    if scene.weather == "rain":
        drops = scatter(70, Box(0, 0, w, h), seed + 1)
        return stroke("".join(f"M{num(x)} {num(y)}l-5 14" for x, y in drops), "#7fb2dc", 2)
    if scene.weather == "snowfall":
        flakes = scatter(70, Box(0, 0, w, h), seed + 1)
        return "".join(circle(x, y, 2 + i % 3, "#ffffff", 0.9) for i, (x, y) in enumerate(flakes))
    return ""


def _abstract(scene: Scene, seed: int) -> str:
    """A calm composition from the colours of the request, for when nothing was recognised."""
    w, h = scene.canvas
    random, colours = noise(seed + 1), tuple(dict.fromkeys(scene.palette)) or CALM
    offset = int(next(random) * len(colours))
    discs = "".join(
        circle(x, y, 30 + next(random) * 70, colours[(i + offset) % len(colours)], 0.75)
        for i, (x, y) in enumerate(scatter(12, Box(0, 0, w, h), seed))
    )
    return rect(0, 0, w, h, "#f7f3ea") + discs
