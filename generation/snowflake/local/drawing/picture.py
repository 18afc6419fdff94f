"""Writes the SVG: backdrop, things in painting order, weather."""

import re
from collections import Counter
from collections.abc import Sequence

from .backdrops import backdrop
from .geometry import Box, noise, scatter
from .layout import Placed
from .markup import circle, num, rect, stroke
from .scene import Scene

MAX_BYTES = 200_000
# The ids of what is no thing; the backdrop's goes on with its name.
BACKDROP, WEATHER = "backdrop", "weather"
CALM = ("#2a6f97", "#61a5c2", "#f4a259", "#f4e285", "#8cb369", "#bc4b51", "#5b8e7d")


def write_svg(scene: Scene, placed: Sequence[Placed], seed: int) -> str:
    """The whole picture as one SVG document."""
    w, h = scene.canvas
    if scene.is_abstract():
        body = _abstract(scene, seed)
    else:
        name = part_name(f"{BACKDROP} {scene.backdrop_name()}")
        ground = f'<g id="{name}">{backdrop(scene, seed)}</g>'
        body = ground + _things(placed) + weather(scene, seed)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}">{body}</svg>'


def part_name(name: str, number: int = 1) -> str:
    """The id of a part: what it shows, numbered from its second copy on."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "-".join([*words, str(number)] if number > 1 else words)


def _things(placed: Sequence[Placed]) -> str:
    numbers: Counter[str] = Counter()
    drawn = []
    for item in placed:
        numbers[item.thing.art.name] += 1
        drawn.append(_thing(item, numbers[item.thing.art.name]))
    size = 0
    for i, markup in enumerate(drawn):
        size += len(markup)
        if size > MAX_BYTES * 0.8:
            return "".join(drawn[:i])
    return "".join(drawn)


def _thing(item: Placed, number: int) -> str:
    art, box = item.thing.art, item.box
    x, y, w, h = art.box
    scale = min(box.w / w, box.h / h)
    across, down = (box.w / w, box.h / h) if art.zone == "floor" else (scale, scale)
    move = f"translate({num(box.x - x * across)} {num(box.y - y * down)})"
    factor = f"{across:.4g}" if across == down else f"{across:.4g} {down:.4g}"
    name = part_name(art.name, number)
    inside = art.paint(item.thing.look(item.index))
    return f'<g id="{name}" transform="{move} scale({factor})">{inside}</g>'


def weather(scene: Scene, seed: int) -> str:
    """Drops or flakes over the picture; empty where it is dry."""
    drops = _drops(scene, seed)
    return f'<g id="{WEATHER}">{drops}</g>' if drops else ""


def _drops(scene: Scene, seed: int) -> str:
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
