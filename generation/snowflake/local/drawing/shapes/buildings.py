"""Buildings, boats and other things people build outdoors."""

from ..colouring import darker, lighter
from ..markup import circle, path, poly, rect, stroke
from ..scene import Look
from .registry import shape

_GLASS, _FRAME = "#bfe3fa", "#ffffff"


def _window(x: float, y: float, size: float, glass: str = _GLASS) -> str:
    half = size / 2
    bars = rect(x + half - 0.7, y, 1.4, size, _FRAME) + rect(x, y + half - 0.7, size, 1.4, _FRAME)
    return rect(x - 1.5, y - 1.5, size + 3, size + 3, _FRAME) + rect(x, y, size, size, glass) + bars


@shape(
    "house, home, cottage, cabin, villa, hut, bungalow",
    "ground",
    190,
    (104, 100),
    "roof door window windows chimney wall walls",
)
def house(look: Look) -> str:
    wall = look.part("wall", look.part("walls", look.main("#f0c987")))
    roof = look.part("roof", look.second("#8d4b36"))
    door, glass = look.part("door", "#5d4037"), look.part("window", look.part("windows", _GLASS))
    body = rect(12, 46, 80, 54, wall) + rect(12, 46, 80, 5, darker(wall, 0.15))
    chimney = rect(72, 10, 11, 26, look.part("chimney", darker(roof, 0.3)))
    entry = rect(43, 66, 18, 34, door, 2) + circle(57, 84, 1.6, "#ffd54f")
    top = poly([(52, 0), (104, 48), (0, 48)], roof)
    return body + chimney + top + entry + _window(21, 62, 14, glass) + _window(69, 62, 14, glass)


@shape("barn, stable, farmhouse, shed", "ground", 200, (120, 100), "roof door doors")
def barn(look: Look) -> str:
    wall, roof = look.main("#c0392b"), look.part("roof", look.second("#6b4a3e"))
    door = look.part("door", look.part("doors", darker(wall, 0.25)))
    top = poly([(60, 0), (100, 16), (120, 48), (0, 48), (20, 16)], roof)
    body = poly([(10, 100), (10, 46), (25, 20), (60, 7), (95, 20), (110, 46), (110, 100)], wall)
    gate = rect(38, 58, 44, 42, door) + stroke(
        "M38 58H82V100H38ZM38 58L82 100M82 58L38 100", "#fff", 3
    )
    return top + body + gate + rect(50, 26, 20, 16, "#fff") + rect(53, 29, 14, 10, "#5b4038")


@shape("lighthouse, beacon", "ground", 270, (70, 160), "roof stripes")
def lighthouse(look: Look) -> str:
    red, white = look.main("#e53935"), look.second("#ffffff")
    tower = "".join(
        poly([(15 + a, y), (55 - a, y), (55 - a + 1.6, y + 24), (15 + a - 1.6, y + 24)], colour)
        for y, a, colour in zip(
            range(40, 160, 24),
            (7, 5.4, 3.8, 2.2, 0.6),
            (white, red, white, red, white),
            strict=True,
        )
    )
    lamp = rect(24, 18, 22, 18, "#fff59d") + rect(34, 18, 2, 18, "#455a64")
    roof = poly([(35, 0), (52, 18), (18, 18)], look.part("roof", red))
    door = path("M28 160V146A7 7 0 0 1 42 146V160Z", "#4e342e")
    return tower + rect(14, 35, 42, 6, "#37474f") + lamp + roof + door


@shape("skyscraper, tower block, office tower, high rise", "ground", 290, (70, 160), "windows")
def skyscraper(look: Look) -> str:
    wall, glass = look.main("#5c7894"), look.part("windows", "#ffe9a3")
    panes = "".join(
        rect(x, y, 9, 10, glass if (x * 7 + y) % 5 else darker(wall, 0.2))
        for y in range(18, 140, 18)
        for x in range(9, 60, 15)
    )
    return rect(0, 8, 70, 152, wall) + rect(20, 0, 30, 8, darker(wall)) + panes


@shape("tower", "ground", 250, (60, 140), "roof door")
def tower(look: Look) -> str:
    stone = look.main("#9e9a92")
    teeth = "".join(rect(x, 20, 10, 14, stone) for x in (4, 25, 46))
    slit = rect(26, 56, 8, 20, "#3e3a36", 4) + rect(
        21, 112, 18, 28, look.part("door", "#5d4037"), 8
    )
    return teeth + rect(4, 32, 52, 108, stone) + rect(4, 32, 52, 6, darker(stone)) + slit


@shape("windmill, mill", "ground", 240, (120, 150), "roof sails blades door")
def windmill(look: Look) -> str:
    wall, sail = look.main("#f2e3c6"), look.part("blades", look.part("sails", "#fafafa"))
    body = poly([(42, 60), (78, 60), (88, 150), (32, 150)], wall)
    cap = path("M40 62Q60 30 80 62Z", look.part("roof", look.second("#8d4b36")))
    arm = (
        '<g transform="rotate({} 60 52)">'
        + rect(58, 2, 4, 50, "#6d4c41")
        + rect(61, 4, 13, 38, sail)
        + "</g>"
    )
    arms = "".join(arm.format(angle) for angle in (20, 110, 200, 290))
    door = path("M51 150V130A9 9 0 0 1 69 130V150Z", look.part("door", "#6d4c41"))
    return body + cap + door + arms + circle(60, 52, 5, "#6d4c41")


@shape("bridge, viaduct, footbridge", "ground", 420, (200, 70))
def bridge(look: Look) -> str:
    stone = look.main("#a9683c")
    rail = stroke("M2 4H198M4 4V18M44 4V18M84 4V18M116 4V18M156 4V18M196 4V18", darker(stone), 3)
    arches = "M0 26H200V70H176A32 32 0 0 0 112 70H88A32 32 0 0 0 24 70H0Z"
    return rail + path(arches, stone) + rect(0, 17, 200, 10, darker(stone, 0.3))


@shape("fence, picket fence, gate, railing", "ground", 300, (200, 60))
def fence(look: Look) -> str:
    wood = look.main("#f3ead8")
    posts = "".join(
        poly([(x, 60), (x, 12), (x + 7, 2), (x + 14, 12), (x + 14, 60)], wood)
        for x in range(4, 190, 26)
    )
    bars = rect(0, 20, 200, 7, darker(wood, 0.15)) + rect(0, 42, 200, 7, darker(wood, 0.15))
    return bars + posts


@shape("wall, brick wall", "ground", 300, (200, 70))
def wall(look: Look) -> str:
    brick = look.main("#b5563f")
    joints = "M0 14H200M0 28H200M0 42H200M0 56H200"
    ups = "".join(
        f"M{x + (y // 14 % 2) * 14} {y}v14" for y in range(0, 70, 14) for x in range(14, 190, 28)
    )
    return rect(0, 0, 200, 70, brick) + stroke(joints + ups, lighter(brick, 0.35), 2)


@shape("sailboat, yacht, sailing boat, sail boat", "sea", 250, (110, 130), "sail sails hull")
def sailboat(look: Look) -> str:
    hull = look.part("hull", look.main("#8d5a3b"))
    sail = look.part("sail", look.part("sails", look.second("#ffffff")))
    canvas = poly([(56, 10), (56, 92), (104, 92)], sail)
    jib = poly([(50, 20), (50, 92), (14, 92)], darker(sail, 0.12))
    mast = rect(51, 2, 4, 100, "#5d4037")
    return canvas + jib + mast + poly([(2, 100), (108, 100), (92, 128), (20, 128)], hull)


@shape("boat, rowing boat, rowboat, fishing boat, dinghy", "sea", 210, (140, 60), "hull")
def boat(look: Look) -> str:
    hull = look.part("hull", look.main("#b5653a"))
    body = path("M0 14H140C134 44 118 60 96 60H44C22 60 6 44 0 14Z", hull)
    return body + rect(0, 10, 140, 8, darker(hull), 3) + rect(16, 32, 106, 5, lighter(hull))


@shape("train, steam train, railway", "ground", 330, (220, 70), "wheels windows")
def train(look: Look) -> str:
    body, glass = look.main("#1e6fc0"), look.part("windows", "#fff3c4")
    cars = rect(0, 14, 100, 42, lighter(body, 0.18), 5) + rect(108, 4, 112, 52, body, 8)
    panes = "".join(rect(x, 22, 16, 14, glass, 2) for x in (8, 30, 52, 74))
    front = "".join(rect(x, 14, 20, 16, glass, 2) for x in (118, 146, 174))
    wheels = "".join(
        circle(x, 60, 9, look.part("wheels", "#263238")) + circle(x, 60, 3.5, "#cfd8dc")
        for x in (18, 46, 82, 128, 160, 198)
    )
    return rect(98, 46, 14, 5, "#37474f") + cars + panes + front + wheels


@shape("tent, camping tent", "ground", 170, (120, 80))
def tent(look: Look) -> str:
    cloth = look.main("#fb8c00")
    left, right = (
        poly([(60, 4), (0, 80), (60, 80)], cloth),
        poly([(60, 4), (120, 80), (60, 80)], cloth),
    )
    flap = poly([(60, 4), (86, 80), (40, 80)], darker(cloth, 0.5))
    return left + right + flap + poly([(60, 4), (86, 80), (98, 80)], lighter(cloth, 0.3))
