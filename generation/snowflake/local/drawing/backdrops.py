"""The scenery behind the things: sky, ground, sea, room, space …"""

from collections.abc import Callable, Sequence

from .colouring import lighter, mix
from .geometry import Box, noise, scatter
from .layout import HORIZON
from .markup import circle, ellipse, num, path, poly, rect, stroke
from .scene import Scene

SKIES = {
    "day": ("#bde0fb", "#c9e6fc", "#d4ecfd", "#dff2fe", "#ebf7ff"),
    "sunset": ("#ff8257", "#ff9160", "#ffa16b", "#ffb377", "#ffc884"),
    "night": ("#141d3b", "#18244a", "#1d2b58", "#223266", "#283a74"),
    "rain": ("#8fa3b5", "#9aadbd", "#a5b7c5", "#b1c1ce", "#bccad6"),
}
GROUNDS = {
    "meadow": ("#8bc673", "#7fbc67", "#74b05d"), "desert": ("#efd08f", "#e8c47c", "#dfb769"),
    "snow": ("#f7fbff", "#ebf4fb", "#dfecf7"), "city": ("#8f96a0", "#858c97", "#7a818c"),
    "forest": ("#6fa85e", "#649c54", "#58904a"), "moon": ("#b9bcc4", "#adb0b9", "#a0a3ad"),
    "mars": ("#d27a4e", "#c66d42", "#b96038"),
    "sea": ("#55aade", "#4a9dd4", "#3d8dc6", "#337db5"),
    "underwater": ("#4fb3e3", "#409fd6", "#318bc6", "#2677b3", "#1e659e"),
}  # fmt: skip
SAND = "#ecd08e"
WALL, FLOOR = "#f4ead9", "#c9c0b6"
DIM = {"night": ("#0c1330", 0.52), "sunset": ("#6b2f3f", 0.22), "rain": ("#5b6673", 0.25)}


def backdrop(scene: Scene, seed: int) -> str:
    """The scenery as markup that fills the canvas."""
    return PAINTERS[scene.resolved_place()](_Canvas(scene, seed))


class _Canvas:
    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.seed = scene, seed
        self.w, self.h = scene.canvas
        self.horizon = self.h * HORIZON
        time = scene.resolved_time() or scene.weather
        self.light = time if time in SKIES else "day"

    def dim(self, colour: str) -> str:
        towards, part = DIM.get(self.light, ("#000000", 0.0))
        return mix(colour, towards, part)

    def bands(self, colours: Sequence[str], top: float, bottom: float) -> str:
        step = (bottom - top) / len(colours)
        # Half a unit of overlap, or a hairline of background shows between two bands.
        return "".join(
            rect(0, top + i * step, self.w, step + (0.5 if i < len(colours) - 1 else 0), colour)
            for i, colour in enumerate(colours)
        )

    def sky(self, bottom: float) -> str:
        if self.scene.background:
            return rect(0, 0, self.w, self.h, self.scene.background)
        stars = self.stars(60, bottom) if self.light == "night" else ""
        low_sun = self.light == "sunset" and bottom < self.h and "sun" not in self.scene.hidden
        named = any(thing.art.name == "sun" for thing in self.scene.things)
        glow = _low_sun(self.w * 0.68, bottom, self.h) if low_sun and not named else ""
        return self.bands(SKIES[self.light], 0, bottom) + stars + glow

    def stars(self, count: int, bottom: float) -> str:
        points = scatter(count, Box(0, 0, self.w, bottom), self.seed)
        random = noise(self.seed + 7)
        return "".join(circle(x, y, 0.6 + next(random) * 1.1, "#ffffff", 0.85) for x, y in points)

    def rolling(self, y: float, rise: float, bottom: float, colour: str) -> str:
        """Land with a wavy upper edge."""
        edge = f"M0 {num(y)}Q{num(self.w * 0.25)} {num(y - rise)} {num(self.w * 0.55)} {num(y)}"
        return path(f"{edge}T{self.w} {num(y - 8)}V{num(bottom)}H0Z", colour)

    def ground(self, name: str, top: float = 0) -> str:
        colours = [self.dim(colour) for colour in GROUNDS[name]]
        return self.bands(colours, top or self.horizon, self.h)


def _low_sun(x: float, y: float, height: float) -> str:
    r = height * 0.1
    return circle(x, y, r * 1.25, "#ffd98a", 0.6) + circle(x, y, r, "#ffe08a")


def _land(name: str) -> Callable[[_Canvas], str]:
    return lambda c: c.sky(c.horizon) + c.ground(name)


def _sea(c: _Canvas) -> str:
    random = noise(c.seed + 3)
    step = (c.h - c.horizon) / 9
    waves = "".join(
        f"M{num(next(random) * c.w * 0.9)} {num(c.horizon + 18 + i * step)}h{26 + i * 3}"
        for i in range(8)
    )
    return c.sky(c.horizon) + c.ground("sea") + stroke(waves, c.dim("#bfe2f5"), 1.6)


def _shore(c: _Canvas) -> str:
    top = c.h * 0.8
    return _sea(c) + c.rolling(top, 26, c.h, c.dim(SAND))


def _desert(c: _Canvas) -> str:
    y = c.horizon
    return c.sky(y) + c.rolling(y, 46, y + 20, c.dim("#e3bd78")) + c.ground("desert")


def _snow(c: _Canvas) -> str:
    y = c.horizon
    return c.sky(y) + c.rolling(y, 50, y + 20, c.dim("#dbe9f5")) + c.ground("snow")


def _city(c: _Canvas) -> str:
    random, x, blocks = noise(c.seed + 11), -6.0, ""
    lit = "#ffdf80" if c.light == "night" else "#e6eef5"
    while x < c.w:
        w, h = 36 + next(random) * 26, c.h * (0.16 + next(random) * 0.3)
        wall = c.dim(mix("#7d8ea6", "#a3aebf", next(random)))
        blocks += rect(x, c.horizon - h, w, h, wall) + _panes(x, c.horizon - h, w, h, lit)
        x += w + next(random) * 6
    return c.sky(c.horizon) + blocks + c.ground("city")


def _panes(x: float, y: float, w: float, h: float, lit: str) -> str:
    spots = [
        (x + 6 + i * 11, y + 9 + j * 15)
        for i in range(int((w - 8) // 11))
        for j in range(int((h - 12) // 15))
    ]
    return "".join(
        rect(px, py, 5, 7, lit) for k, (px, py) in enumerate(spots) if (k * 7 + int(x)) % 5 > 1
    )


def _forest(c: _Canvas) -> str:
    random, trees = noise(c.seed + 5), ""
    for row, colour in ((0, "#3f7d4c"), (1, "#347043")):
        for i in range(12):
            x = (i + row * 0.5) * c.w / 11.5
            h, y = c.h * (0.26 + next(random) * 0.14 - row * 0.05), c.horizon + row * 14 + 4
            trees += poly([(x, y - h), (x + 30, y), (x - 30, y)], c.dim(colour))
    return c.sky(c.horizon) + trees + c.ground("forest", c.horizon + 4)


def _room(c: _Canvas) -> str:
    y, wall = c.h * 0.77, c.scene.background or WALL
    line = rect(0, y - 4, c.w, 5, mix(wall, "#5a4b3c", 0.35))
    return rect(0, 0, c.w, y, wall) + rect(0, y, c.w, c.h - y, FLOOR) + line


def _space(c: _Canvas) -> str:
    deep = c.scene.background or "#10142e"
    haze = ellipse(c.w * 0.72, c.h * 0.3, c.w * 0.36, c.h * 0.2, lighter(deep, 0.06)) + ellipse(
        c.w * 0.22, c.h * 0.76, c.w * 0.34, c.h * 0.18, lighter(deep, 0.05)
    )
    return rect(0, 0, c.w, c.h, deep) + haze + c.stars(110, c.h)


def _moon(c: _Canvas) -> str:
    y, mars = c.h * 0.7, c.scene.place == "mars"
    ground, crater = ("mars", "#a8502f") if mars else ("moon", "#9497a1")
    craters = "".join(
        ellipse(c.w * x, c.h * dy, 34, 9, crater)
        for x, dy in ((0.14, 0.8), (0.62, 0.76), (0.86, 0.9), (0.38, 0.94))
    )
    return _space(c) + c.bands(GROUNDS[ground], y, c.h) + craters


def _underwater(c: _Canvas) -> str:
    random = noise(c.seed + 9)
    bubbles = "".join(
        circle(next(random) * c.w, next(random) * c.h * 0.8, 2 + next(random) * 5, "#d8f1ff", 0.45)
        for _ in range(16)
    )
    weeds = "".join(
        stroke(f"M{num(c.w * x)} {c.h}q-14 -30 0 -56t0 -{30 + i * 9}", "#2e8b6a", 8)
        for i, x in enumerate((0.07, 0.13, 0.9, 0.95))
    )
    return (
        c.bands(GROUNDS["underwater"], 0, c.h)
        + weeds
        + c.rolling(c.h * 0.92, 30, c.h, "#d8c58d")
        + bubbles
    )


def _open_sky(c: _Canvas) -> str:
    return c.sky(c.h)


def _plain(c: _Canvas) -> str:
    if c.scene.icon and not c.scene.background:
        side = min(c.w, c.h) * 0.94
        tile = rect((c.w - side) / 2, (c.h - side) / 2, side, side, "#eef3f9", side * 0.2)
        return rect(0, 0, c.w, c.h, "#ffffff") + tile
    return rect(0, 0, c.w, c.h, c.scene.background or "#f6f4ef")


PAINTERS: dict[str, Callable[[_Canvas], str]] = {
    "meadow": _land("meadow"), "sea": _sea, "shore": _shore, "desert": _desert, "snow": _snow,
    "city": _city, "forest": _forest, "room": _room, "space": _space, "moon": _moon, "mars": _moon,
    "underwater": _underwater, "sky": _open_sky, "plain": _plain,
}  # fmt: skip
