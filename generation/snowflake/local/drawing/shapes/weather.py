"""Sky things."""

from math import cos, pi, sin

from ..colouring import darker, lighter, mix
from ..markup import circle, ellipse, path, poly, rect, stroke
from ..scene import Look
from .registry import shape


def star_points(
    tips: int, outer: float, inner: float, centre: float = 50
) -> list[tuple[float, float]]:
    """The corners of a star around (centre, centre), the first tip on top."""
    steps = [(i, outer if i % 2 == 0 else inner) for i in range(tips * 2)]
    return [(centre + r * sin(pi * i / tips), centre - r * cos(pi * i / tips)) for i, r in steps]


@shape("sun, sunshine", "sky", 92, (100, 100), "rays")
def sun(look: Look) -> str:
    disc = look.main("#fdd835")
    rays = look.part("rays", look.second(mix(disc, "#f57c00", 0.55)))
    return poly(star_points(14, 50, 34), rays) + circle(50, 50, 30, disc)


@shape("moon, full moon", "sky", 84)
def moon(look: Look) -> str:
    pale = look.main("#f4ecc2")
    craters = [(34, 36, 10), (62, 30, 6), (66, 62, 12), (36, 68, 7)]
    marks = "".join(circle(x, y, r, darker(pale, 0.13)) for x, y, r in craters)
    return circle(50, 50, 48, pale) + marks


@shape("crescent moon, crescent, half moon", "sky", 84)
def crescent(look: Look) -> str:
    return path("M66 4A48 48 0 1 0 96 66A38 38 0 0 1 66 4Z", look.main("#f7e08a"))


@shape("cloud, storm cloud", "sky", 116, (120, 66))
def cloud(look: Look) -> str:
    white = look.main("#ffffff")
    shade = mixed = darker(white, 0.08)
    low = rect(8, 38, 104, 28, shade, 14) + circle(92, 42, 20, mixed)
    return (
        low
        + circle(38, 34, 24, white)
        + circle(68, 28, 28, white)
        + rect(10, 36, 92, 24, white, 12)
    )


@shape("star, shining star", "sky", 46)
def star(look: Look) -> str:
    return poly(star_points(5, 50, 22, 50), look.main("#fdc830"))


@shape("rainbow", "backsky", 470, (200, 100))
def rainbow(look: Look) -> str:
    bands = look.colours or ("#e53935", "#fb8c00", "#fdd835", "#43a047", "#1e88e5", "#8e44ad")
    width = 42 / len(bands)
    radii = [(98 - width * (i + 0.5), colour) for i, colour in enumerate(bands)]
    return "".join(
        f'<path d="M{100 - r:.1f} 100A{r:.1f} {r:.1f} 0 0 1 {100 + r:.1f} 100" fill="none"'
        f' stroke="{colour}" stroke-width="{width + 0.3:.2f}"/>'
        for r, colour in radii
    )


@shape("planet, mars, jupiter, venus, neptune", "space", 130)
def planet(look: Look) -> str:
    body = look.main("#d9743f")
    bands = path("M8 32Q50 48 92 32L97 44Q50 60 3 44Z", darker(body, 0.18))
    spots = circle(36, 70, 8, darker(body, 0.22)) + circle(66, 74, 5, darker(body, 0.22))
    return circle(50, 50, 48, body) + bands + spots + circle(32, 24, 7, lighter(body, 0.25))


@shape("hot air balloon, air balloon", "air", 190, (100, 140), "basket")
def hot_air_balloon(look: Look) -> str:
    first = look.main("#e53935")
    second = look.second("#fdd835")
    skin = "M50 0C16 0 0 26 0 48C0 70 26 92 38 104H62C74 92 100 70 100 48C100 26 84 0 50 0Z"
    middle = "M50 0C38 0 30 26 30 48C30 70 40 92 44 104H56C60 92 70 70 70 48C70 26 62 0 50 0Z"
    ropes = stroke("M40 104L42 122M60 104L58 122", "#6d4c41", 1.5)
    basket = rect(38, 120, 24, 18, look.part("basket", "#8d6e46"), 3)
    return path(skin, first) + path(middle, second) + ropes + basket


@shape("rain, raindrop, drizzle", "sky", 30, (40, 60))
def rain(look: Look) -> str:
    return path("M20 4C28 22 36 30 36 42A16 16 0 0 1 4 42C4 30 12 22 20 4Z", look.main("#4aa3e0"))


@shape("wave", "sea", 260, (200, 60))
def wave(look: Look) -> str:
    water = look.main("#2f8fd0")
    crest = path("M0 60C40 60 50 4 100 4C140 4 150 40 118 40C140 60 180 50 200 60Z", water)
    return crest + ellipse(110, 22, 16, 8, lighter(water, 0.4), 0.6)
