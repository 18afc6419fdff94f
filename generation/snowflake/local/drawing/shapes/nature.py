"""Land, plants and water."""

from ..colouring import darker, lighter
from ..markup import circle, ellipse, path, poly, rect, stroke
from ..scene import Look
from .registry import shape


@shape("tree, oak, apple tree, maple tree", "ground", 190, (100, 130), "leaves trunk crown")
def tree(look: Look) -> str:
    leaf = look.part("crown", look.part("leaves", look.main("#43a047")))
    trunk = look.part("trunk", look.second("#7b4a2b"))
    wood = poly([(45, 70), (55, 70), (58, 130), (42, 130)], trunk)
    dark = circle(26, 60, 25, darker(leaf)) + circle(74, 60, 25, darker(leaf))
    return wood + dark + circle(50, 42, 40, leaf) + circle(38, 28, 12, lighter(leaf, 0.25))


@shape(
    "pine tree, pine, fir, fir tree, spruce, evergreen", "ground", 190, (90, 130), "leaves trunk"
)
def pine(look: Look) -> str:
    leaf, trunk = look.main("#2e7d4f"), look.part("trunk", look.second("#6d4530"))
    tiers = [(45, 0, 26, 48), (45, 24, 35, 82), (45, 54, 45, 114)]
    crown = "".join(
        poly([(x, top), (x + half, bottom), (x - half, bottom)], leaf)
        + poly([(x, top), (x + half, bottom), (x, bottom)], darker(leaf, 0.2))
        for x, top, half, bottom in reversed(tiers)
    )
    return rect(39, 110, 12, 20, trunk) + crown


@shape("bush, shrub, hedge", "ground", 90, (100, 60))
def bush(look: Look) -> str:
    leaf = look.main("#4caf50")
    back = circle(25, 38, 22, darker(leaf)) + circle(75, 38, 22, darker(leaf))
    return back + circle(50, 30, 29, leaf) + rect(14, 42, 72, 18, leaf, 9)


@shape("flower, daisy, wildflower", "ground", 90, (60, 100), "petals stem leaves")
def flower(look: Look) -> str:
    petal, heart = look.part("petals", look.main("#ec407a")), look.second("#fdd835")
    green = look.part("stem", "#43a047")
    spots = [(30, 12), (47, 24), (41, 44), (19, 44), (13, 24)]
    blossom = "".join(circle(x, y, 13, petal) for x, y in spots)
    leaves = ellipse(18, 78, 13, 6, green) + ellipse(42, 70, 13, 6, green)
    return stroke("M30 40V98", green, 5) + leaves + blossom + circle(30, 30, 10, heart)


@shape("rose branch, branch, twig", "ground", 240, (200, 60))
def branch(look: Look) -> str:
    wood, leaf = look.main("#7b5136"), look.second("#43a047")
    arm = stroke("M0 34C60 22 130 30 200 14", wood, 12) + stroke("M120 26L160 50", wood, 7)
    spots = [(150, 6, 16, 7), (182, 34, 14, 7), (60, 46, 14, 7), (166, 54, 14, 6)]
    return arm + "".join(ellipse(x, y, rx, ry, leaf) for x, y, rx, ry in spots)


@shape("mountain, peak, mountain range, alp, mount", "behind", 330, (200, 130), "snow")
def mountain(look: Look) -> str:
    rock, snow = look.main("#6b7a90"), look.part("snow", look.second("#ffffff"))
    back = poly([(70, 130), (140, 38), (200, 130)], darker(rock, 0.18))
    front = poly([(0, 130), (82, 0), (160, 130)], rock) + poly(
        [(82, 0), (160, 130), (96, 130), (88, 60)], darker(rock, 0.12)
    )
    cap = poly([(82, 0), (60, 35), (71, 31), (80, 42), (91, 31), (104, 37)], snow)
    small = poly([(140, 38), (127, 55), (136, 52), (143, 60), (151, 55)], snow)
    return back + small + front + cap


@shape("hill, mound, hillside, dune", "behind", 420, (300, 90))
def hill(look: Look) -> str:
    green = look.main("#66a84f")
    far = path("M90 90C140 10 240 10 300 90Z", darker(green, 0.15))
    return far + path("M0 90C40 -18 170 -18 230 90Z", green)


@shape("island, desert island, tropical island, isle", "sea", 380, (200, 74))
def island(look: Look) -> str:
    sand = look.main("#efd79f")
    foam = ellipse(100, 60, 100, 14, "#8ccbee")
    return foam + path("M10 60C50 -20 150 -20 190 60Q100 74 10 60Z", sand)


@shape("iceberg, ice floe, ice", "sea", 330, (200, 120))
def iceberg(look: Look) -> str:
    ice = look.main("#e3f4fd")
    under = poly([(10, 96), (190, 96), (150, 120), (50, 120)], "#9fd3ef")
    body = poly([(0, 96), (40, 16), (90, 22), (150, 12), (200, 96)], ice)
    facets = poly([(40, 16), (66, 58), (22, 72)], "#bfe2f4")
    return under + body + facets + poly([(150, 12), (174, 50), (128, 40)], "#bfe2f4")


@shape("river, stream, creek, brook", "floor", 512, (512, 150))
def river(look: Look) -> str:
    water = look.main("#4da3dc")
    bed = path("M230 0C300 30 120 70 130 150H380C390 80 330 50 262 0Z", water)
    waves = stroke("M200 110h40M270 80h34M260 130h50", lighter(water), 3)
    return bed + waves


@shape("road, street, highway, motorway, path, lane, track", "floor", 512, (512, 90))
def road(look: Look) -> str:
    grey = look.main("#5c6068")
    dashes = "".join(rect(x, 42, 44, 6, "#f5e6a8") for x in range(14, 512, 88))
    edges = rect(0, 4, 512, 4, lighter(grey)) + rect(0, 82, 512, 4, lighter(grey))
    return rect(0, 0, 512, 90, grey) + edges + dashes


@shape("lake, pond, pool, puddle", "floor", 420, (300, 80))
def lake(look: Look) -> str:
    water = look.main("#4da3dc")
    shine = stroke("M80 34h50M170 52h60M130 64h40", lighter(water), 3)
    return ellipse(150, 40, 150, 40, darker(water, 0.1)) + ellipse(150, 42, 140, 35, water) + shine


@shape("field, flowerbed", "floor", 512, (512, 120))
def field(look: Look) -> str:
    green = look.main("#9ccc65")
    rows = "".join(
        stroke(f"M{256 + k * 12} 0L{256 + k * 74} 120", darker(green, 0.2), 6) for k in range(-6, 7)
    )
    return rect(0, 0, 512, 120, green) + rows


@shape("waterfall", "behind", 220, (120, 130))
def waterfall(look: Look) -> str:
    water = look.main("#7cc4ee")
    rock = poly([(0, 130), (10, 10), (40, 0), (80, 0), (110, 10), (120, 130)], "#77808c")
    fall = rect(40, 0, 40, 124, water) + stroke("M50 10V110M60 20V118M70 8V104", "#ffffff", 2)
    return rock + fall + ellipse(60, 124, 36, 8, lighter(water, 0.6))


@shape("seagull, gull", "air", 60, (80, 40))
def seagull(look: Look) -> str:
    wing = look.main("#f4f6f8")
    left = path("M40 30C30 6 14 2 0 8C16 12 28 20 34 34Z", wing)
    right = path("M40 30C50 6 66 2 80 8C64 12 52 20 46 34Z", darker(wing, 0.12))
    return left + right + ellipse(40, 31, 9, 6, wing) + circle(47, 29, 1.5, "#222222")
