"""Furniture, vessels and signs."""

from ..colouring import darker, lighter
from ..markup import circle, ellipse, path, poly, rect, stroke
from ..scene import Look
from .registry import shape


@shape("table, desk, workbench, dining table", "home", 330, (200, 110), "top legs")
def table(look: Look) -> str:
    wood = look.main("#a9703f")
    legs = look.part("legs", darker(wood, 0.3))
    stand = rect(14, 14, 15, 96, legs) + rect(171, 14, 15, 96, legs)
    return stand + rect(0, 0, 200, 20, look.part("top", wood), 4)


@shape("sofa, couch, settee", "home", 320, (200, 100), "cushions pillows")
def sofa(look: Look) -> str:
    cloth = look.main("#5c7fb0")
    feet = rect(22, 88, 10, 12, "#5d4037") + rect(168, 88, 10, 12, "#5d4037")
    back = rect(16, 0, 168, 70, darker(cloth, 0.15), 14)
    seats = rect(28, 44, 72, 34, lighter(cloth, 0.15), 8) + rect(
        100, 44, 72, 34, lighter(cloth, 0.15), 8
    )
    arms = rect(0, 34, 32, 58, cloth, 12) + rect(168, 34, 32, 58, cloth, 12)
    return feet + back + rect(16, 66, 168, 26, cloth, 6) + seats + arms


@shape("shelf, bookshelf, bookcase", "home", 240, (100, 120))
def shelf(look: Look) -> str:
    wood = look.main("#9c6b43")
    colours = ("#e53935", "#1e88e5", "#43a047", "#fdd835", "#8e44ad")
    books = "".join(
        rect(10 + i * 8, row + 6 + i % 3 * 2, 7, 26 - i % 3 * 2, colours[(i + row) % 5])
        for row in (6, 42, 78)
        for i in range(10)
    )
    return (
        rect(0, 0, 100, 120, darker(wood, 0.4))
        + books
        + "".join(rect(0, y, 100, 7, wood) for y in (0, 38, 74, 113))
        + rect(0, 0, 7, 120, wood)
        + rect(93, 0, 7, 120, wood)
    )


@shape("lamp, floor lamp, desk lamp, table lamp", "home", 150, (70, 120), "shade")
def lamp(look: Look) -> str:
    shade = look.part("shade", look.main("#ffca5f"))
    stem = rect(32, 44, 6, 68, "#6d6d76") + rect(14, 110, 42, 9, "#6d6d76", 4)
    return stem + poly([(18, 0), (52, 0), (70, 48), (0, 48)], shade)


@shape("vase, urn", "indoor", 130, (60, 100))
def vase(look: Look) -> str:
    glaze = look.main("#1e88e5")
    body = "M18 0H42L38 22C60 40 60 74 44 100H16C0 74 0 40 22 22Z"
    return path(body, glaze) + stroke("M10 54Q30 64 50 54", lighter(glaze, 0.5), 3)


@shape("bowl, dish, fruit bowl", "indoor", 190, (120, 66))
def bowl(look: Look) -> str:
    glaze = look.main("#42a5f5")
    body = path("M0 12C2 48 26 66 40 66H80C94 66 118 48 120 12Z", glaze)
    return (
        body + ellipse(60, 12, 60, 11, darker(glaze)) + ellipse(60, 13, 53, 8, lighter(glaze, 0.55))
    )


@shape("basket, crate", "indoor", 180, (120, 80))
def basket(look: Look) -> str:
    cane = look.main("#b98549")
    body = poly([(4, 20), (116, 20), (102, 80), (18, 80)], cane)
    weave = stroke(
        "M10 36H110M14 50H106M17 64H103M36 22L42 78M60 22V78M84 22L78 78", darker(cane), 3
    )
    return body + weave + rect(0, 12, 120, 12, darker(cane, 0.2), 6)


@shape("plate, saucer, tray", "indoor", 190, (120, 30))
def plate(look: Look) -> str:
    glaze = look.main("#eceff1")
    return (
        ellipse(60, 15, 60, 15, darker(glaze, 0.15))
        + ellipse(60, 13, 56, 12, glaze)
        + ellipse(60, 13, 36, 7, darker(glaze, 0.08))
    )


@shape(
    "cup, mug, coffee cup, cup of coffee, coffee mug, teacup", "indoor", 120, (120, 110), "handle"
)
def cup(look: Look) -> str:
    glaze = look.main("#ffffff")
    steam = stroke("M36 26C28 16 44 12 36 2M56 26C48 16 64 12 56 2", "#b0bec5", 4)
    handle = f'<path d="M90 50H102A14 14 0 0 1 102 80H88" fill="none" stroke="{darker(glaze, 0.12)}" stroke-width="8"/>'
    body = path("M4 36H92V72C92 92 78 104 62 104H34C18 104 4 92 4 72Z", glaze)
    saucer = ellipse(48, 105, 48, 5, darker(glaze, 0.2))
    return (
        steam
        + handle
        + saucer
        + body
        + ellipse(48, 37, 44, 8, darker(glaze, 0.15))
        + ellipse(48, 38, 38, 5, "#6f4a33")
    )


@shape("candle", "indoor", 60, (16, 60), "flame")
def candle(look: Look) -> str:
    wax = look.main("#f06292")
    flame = path("M8 0C14 8 14 12 8 17C2 12 2 8 8 0Z", look.part("flame", "#ffb300"))
    return (
        rect(3, 20, 10, 40, wax, 2) + stroke("M3 32L13 27M3 44L13 39", lighter(wax, 0.5), 2) + flame
    )


@shape(
    "birthday cake, cake, layer cake, wedding cake, party cake",
    "indoor",
    190,
    (140, 96),
    "icing frosting",
)
def cake(look: Look) -> str:
    sponge = look.main("#d99a5b")
    icing = look.part("icing", look.part("frosting", look.second("#fff3f6")))
    body = rect(8, 24, 124, 64, sponge, 6) + rect(8, 54, 124, 8, icing)
    drips = "M4 22A8 8 0 0 1 12 14H128A8 8 0 0 1 136 22V34A9 9 0 0 1 118 36A10 10 0 0 1 98 38A10 10 0 0 1 78 36A10 10 0 0 1 58 40A10 10 0 0 1 38 36A10 10 0 0 1 20 38A8 8 0 0 1 4 34Z"
    dots = "".join(circle(18 + i * 26, 74, 4, "#e91e63") for i in range(5))
    return ellipse(70, 89, 70, 7, "#cfd8dc") + body + path(drips, icing) + dots


@shape("badge, emblem, seal of approval, medallion", "symbol", 300)
def badge(look: Look) -> str:
    colour = look.main("#1e6fc0")
    from .weather import star_points

    rim = poly(star_points(20, 50, 45), darker(colour, 0.15))
    return (
        rim
        + circle(50, 50, 41, colour)
        + circle(50, 50, 36, lighter(colour, 0.85))
        + circle(50, 50, 34, colour)
    )


@shape("button, banner, label", "symbol", 330, (200, 80))
def button(look: Look) -> str:
    colour = look.main("#1e6fc0")
    return rect(0, 6, 200, 74, darker(colour), 22) + rect(0, 0, 200, 74, colour, 22)


@shape("sign, signpost, road sign, billboard, poster", "ground", 200, (140, 120))
def sign(look: Look) -> str:
    board = look.main("#f6e7c8")
    posts = rect(30, 60, 10, 60, "#7b5136") + rect(100, 60, 10, 60, "#7b5136")
    return posts + rect(0, 0, 140, 74, "#7b5136", 6) + rect(5, 5, 130, 64, board, 4)


@shape("shield, crest", "symbol", 280, (90, 110))
def shield(look: Look) -> str:
    colour = look.main("#1e6fc0")
    edge = "M45 0L90 14V54C90 84 70 102 45 110C20 102 0 84 0 54V14Z"
    half = "M45 10L81 21V54C81 78 65 93 45 100Z"
    return (
        path(edge, darker(colour, 0.3))
        + path("M45 10L81 21V54C81 78 65 93 45 100C25 93 9 78 9 54V21Z", colour)
        + path(half, lighter(colour, 0.15))
    )
