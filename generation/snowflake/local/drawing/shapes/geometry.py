"""Plain geometric shapes and patterns."""

from math import cos, pi, sin

from ..colouring import lighter
from ..markup import circle, ellipse, num, path, poly, rect, stroke
from ..scene import Look
from .registry import shape
from .weather import star_points

BLUE, RED, GREEN, PURPLE = "#1e88e5", "#e53935", "#43a047", "#8e44ad"


def _regular(corners: int) -> list[tuple[float, float]]:
    angles = [2 * pi * i / corners for i in range(corners)]
    return [(50 + 50 * sin(angle), 50 - 50 * cos(angle)) for angle in angles]


@shape("circle, disc, dot, disk, round", "symbol", 230)
def disc(look: Look) -> str:
    return circle(50, 50, 50, look.main(BLUE))


@shape("ring, hoop", "symbol", 230)
def ring(look: Look) -> str:
    return (
        f'<circle cx="50" cy="50" r="42" fill="none" stroke="{look.main(BLUE)}" stroke-width="15"/>'
    )


@shape("oval, ellipse", "symbol", 250, (100, 66))
def oval(look: Look) -> str:
    return ellipse(50, 33, 50, 33, look.main(BLUE))


@shape("square", "symbol", 230)
def square(look: Look) -> str:
    return rect(0, 0, 100, 100, look.main(BLUE), 3)


@shape("rectangle, box shape", "symbol", 260, (100, 62))
def rectangle(look: Look) -> str:
    return rect(0, 0, 100, 62, look.main(GREEN), 3)


@shape("triangle, pyramid", "symbol", 230, (100, 88))
def triangle(look: Look) -> str:
    return poly([(50, 0), (100, 88), (0, 88)], look.main(GREEN))


@shape("rhombus, lozenge, diamond shape", "symbol", 230, (80, 100))
def rhombus(look: Look) -> str:
    return poly([(40, 0), (80, 50), (40, 100), (0, 50)], look.main(PURPLE))


@shape("pentagon", "symbol", 230)
def pentagon(look: Look) -> str:
    return poly(_regular(5), look.main(PURPLE))


@shape("hexagon", "symbol", 230)
def hexagon(look: Look) -> str:
    return poly(_regular(6), look.main(GREEN))


@shape("octagon", "symbol", 230)
def octagon(look: Look) -> str:
    return poly(_regular(8), look.main(RED))


@shape("heart, love heart", "symbol", 250, (100, 90))
def heart(look: Look) -> str:
    colour = look.main(RED)
    body = "M50 90C20 66 0 50 0 27C0 10 13 0 26 0C37 0 46 7 50 16C54 7 63 0 74 0C87 0 100 10 100 27C100 50 80 66 50 90Z"
    return path(body, colour) + ellipse(24, 22, 9, 7, lighter(colour, 0.45), 0.8)


@shape("arrow, right arrow", "symbol", 250, (100, 70))
def arrow(look: Look) -> str:
    corners = [(0, 22), (56, 22), (56, 0), (100, 35), (56, 70), (56, 48), (0, 48)]
    return poly(corners, look.main(BLUE))


@shape("cross, plus, plus sign", "symbol", 230)
def cross(look: Look) -> str:
    return rect(34, 0, 32, 100, look.main(RED), 3) + rect(0, 34, 100, 32, look.main(RED), 3)


@shape("check mark, checkmark, tick, check", "symbol", 230, (100, 80))
def check(look: Look) -> str:
    return stroke("M10 44L38 70L90 10", look.main(GREEN), 17)


@shape("x mark, cross mark", "symbol", 230)
def x_mark(look: Look) -> str:
    return stroke("M12 12L88 88M88 12L12 88", look.main(RED), 17)


@shape("spiral, swirl, coil", "symbol", 290)
def spiral(look: Look) -> str:
    steps = [(i * 0.22, 1.6 * i * 0.22) for i in range(130)]
    points = " ".join(f"{num(50 + r * cos(a))},{num(50 + r * sin(a))}" for a, r in steps)
    colour = look.main(PURPLE)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="4"/>'


@shape("line", "symbol", 320, (200, 20))
def line(look: Look) -> str:
    return rect(0, 4, 200, 12, look.main("#37474f"), 6)


@shape("stripe, striped pattern, stripe pattern, pattern", "pattern", 512)
def stripes(look: Look) -> str:
    first, second = look.main(BLUE), look.second("#ffffff")
    bars = "".join(rect(x, 0, 8.4, 100, first) for x in range(0, 100, 17))
    return rect(0, 0, 100, 100, second) + bars


@shape("checkerboard, chequered pattern, checkered pattern, chessboard", "pattern", 512)
def checkerboard(look: Look) -> str:
    dark, light = look.main("#263238"), look.second("#ffffff")
    cells = [(x, y) for x in range(8) for y in range(8) if (x + y) % 2]
    return rect(0, 0, 100, 100, light) + "".join(
        rect(x * 12.5, y * 12.5, 12.5, 12.5, dark) for x, y in cells
    )


@shape("polka dot, dotted pattern, polka dot pattern", "pattern", 512)
def polka_dots(look: Look) -> str:
    dot, ground = look.main(RED), look.second("#ffffff")
    spots = [(x, y) for y in range(8) for x in range(8)]
    return rect(0, 0, 100, 100, ground) + "".join(
        circle(6.2 + x * 12.5, 6.2 + y * 12.5, 3.4, dot) for x, y in spots
    )


@shape("sparkling star, star shape", "symbol", 240)
def star_shape(look: Look) -> str:
    return poly(star_points(5, 50, 22), look.main("#fdc830"))
