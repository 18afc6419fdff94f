"""Where clip art lives and how big it is, by its group in the emoji standard and by name."""

# First subgroup, last subgroup, zone, size in picture units.
SUBGROUPS = (
    (0, 20, "symbol", 230), (21, 22, "indoor", 110), (23, 23, "ground", 120),
    (24, 24, "symbol", 200), (25, 26, "ground", 150), (27, 33, "ground", 170),
    (34, 34, "ground", 120), (35, 35, "ground", 85), (36, 37, "ground", 95),
    (38, 38, "deep", 95), (39, 39, "ground", 55), (40, 40, "ground", 95), (41, 41, "ground", 90),
    (42, 48, "indoor", 90), (49, 49, "indoor", 130), (50, 50, "behind", 260),
    (51, 53, "ground", 210), (54, 54, "ground", 150), (55, 55, "sea", 190), (56, 56, "air", 120),
    (57, 57, "indoor", 110), (58, 58, "indoor", 110), (59, 59, "sky", 80), (60, 82, "indoor", 110),
    (83, 96, "symbol", 220), (97, 97, "ground", 110),
)  # fmt: skip

ZONES = {
    "home": "bed chair couch-and-lamp bathtub toilet television",
    "air": "balloon kite butterfly honeybee eagle bat parachute wind-face",
    "backsky": "fireworks sparkler milky-way",
    "space": "rocket flying-saucer satellite ringed-planet comet globe-showing-europe-africa"
    " globe-showing-americas alien alien-monster astronaut woman-astronaut man-astronaut",
    "ground": "fire droplet snowman snowman-without-snow umbrella umbrella-on-ground crab lobster"
    " christmas-tree jack-o-lantern robot teddy-bear soccer-ball basketball sled skis ghost"
    " american-football tent camping snowflake motorcycle shopping-cart axe castle rock"
    " wheel door ladder wood thermometer tornado closed-umbrella",
    "indoor": "potted-plant cat-face birthday-cake",
    "deep": "person-swimming woman-merpeople person-merpeople",
    "symbol": "gear light-bulb shield bar-chart chart-increasing envelope locked magnifying-glass-tilted-left"
    " mobile-phone high-voltage check-mark check-mark-button bell shopping-cart key trophy"
    " link speech-balloon file-folder page-facing-up",
}
SIZES = {
    240: "elephant mammoth giraffe sauropod t-rex dragon whale spouting-whale church castle",
    200: "hippopotamus rhinoceros horse camel two-hump-camel ox water-buffalo bison moose unicorn"
    " palm-tree christmas-tree bed couch-and-lamp ferris-wheel astronaut",
    170: "cow deer zebra lion tiger bear polar-bear gorilla donkey robot shark dolphin bicycle"
    " motorcycle umbrella bus delivery-truck locomotive rocket flying-saucer fire-engine guitar"
    " snowman-without-snow snowman chair door old-woman old-man flamingo cactus",
    140: "penguin sunflower laptop desktop-computer television goat ewe ram pig wolf kangaroo",
    70: "rabbit duck chicken rooster candle mushroom red-apple green-apple pear lemon tangerine"
    " strawberry cherries key soccer-ball fire baby-chick potted-plant frog fish shrimp"
    " closed-book wine-glass spiral-shell hedgehog",
    48: "mouse rat hamster butterfly honeybee snail ant spider fly mosquito lady-beetle",
}  # fmt: skip


def zone_and_size(slug: str, subgroup: int) -> tuple[str, float]:
    """Where the picture `slug` lives and its larger side when it stands among others."""
    found = next((row for row in SUBGROUPS if row[0] <= subgroup <= row[1]), SUBGROUPS[-1])
    zone = _ZONE_OF.get(slug, found[2])
    return zone, _SIZE_OF.get(slug, found[3])


_ZONE_OF = {slug: zone for zone, slugs in ZONES.items() for slug in slugs.split()}
_SIZE_OF = {slug: size for size, slugs in SIZES.items() for slug in slugs.split()}
