"""The words the rules know. Data only; the rules live in `reader.py` and `edits.py`."""

COLOURS = {
    "red": "#e53935", "blue": "#1e88e5", "green": "#43a047", "yellow": "#fdd835",
    "orange": "#fb8c00", "purple": "#8e44ad", "violet": "#7e57c2", "pink": "#f06292",
    "brown": "#8d5a3b", "black": "#2b2b33", "white": "#fafafa", "grey": "#90949c",
    "gray": "#90949c", "golden": "#f2b31b", "gold": "#f2b31b", "silver": "#b8c0c8",
    "turquoise": "#26c6c6", "teal": "#00897b", "cyan": "#26c6da", "navy": "#1f3a78",
    "magenta": "#d81b9c", "maroon": "#7f1d2d", "beige": "#e8d8b5", "cream": "#fbf0d4",
    "crimson": "#c2183b", "scarlet": "#e0301e", "indigo": "#3f51b5", "lavender": "#b39ddb",
    "lilac": "#c8a2d8", "mint": "#8fdcbc", "lime": "#a4d62f", "olive": "#808a2c",
    "coral": "#ff7a61", "salmon": "#fa9a85", "peach": "#ffc3a0", "tan": "#d2ac7c",
    "bronze": "#b87a3a", "amber": "#ffb300", "azure": "#3aa0f0", "rose": "#e8507a",
    "blonde": "#f2d06b", "khaki": "#b9ad78", "burgundy": "#7a1730", "ginger": "#e58a3c",
}  # fmt: skip
# These are things too: a colour only when a drawable noun follows.
AMBIGUOUS_COLOURS = frozenset(
    "orange rose peach lime olive coral gold silver lavender salmon mint ginger bronze cream".split()
)
RAINBOW_WORDS = frozenset("colorful colourful multicolored multicoloured rainbow-coloured".split())
RAINBOW = ("red", "orange", "yellow", "green", "blue", "purple", "pink")
TONES = {
    "light": ("#ffffff", 0.45), "pale": ("#ffffff", 0.55), "pastel": ("#ffffff", 0.5),
    "dark": ("#101018", 0.42), "deep": ("#101018", 0.3), "bright": ("#ffffff", 0.0),
}  # fmt: skip
NUMBERS = {
    "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "million": 10**6,
    "dozen": 12, "pair": 2, "couple": 2, "both": 2, "few": 3, "several": 4, "many": 7, "group": 4,
    "bunch": 5, "flock": 6, "herd": 5, "school": 6, "row": 5, "pile": 5, "stack": 3, "lots": 8,
    "lot": 8, "crowd": 9, "swarm": 8, "bouquet": 5, "pack": 4, "family": 3,
}  # fmt: skip
# Only counts when "of" follows; otherwise nouns of their own.
COLLECTIVES = frozenset(
    "pair group bunch flock herd school row pile stack crowd swarm bouquet pack family".split()
)
PLURAL_COUNT = {"star": 6, "flower": 4, "cloud": 3, "bird": 3, "seagull": 3, "candle": 5, "rain": 9,
    "mountain": 1, "hill": 1, "wave": 1, "field": 1, "bush": 2, "rainbow": 1, "river": 1}
SIZES = {
    "tiny": 0.5, "little": 0.65, "small": 0.65, "mini": 0.5, "short": 0.75, "big": 1.4,
    "large": 1.4, "tall": 1.3, "huge": 1.8, "giant": 1.9, "gigantic": 2.0, "enormous": 1.9,
    "massive": 1.8, "bigger": 1.4, "larger": 1.4, "smaller": 0.65, "taller": 1.3, "baby": 0.6,
}  # fmt: skip
TIMES = {
    "night": "night", "nighttime": "night", "midnight": "night", "evening": "sunset",
    "moonlight": "night", "starry": "night", "starry night": "night", "night sky": "night",
    "sunset": "sunset", "dusk": "sunset", "sunrise": "sunset", "dawn": "sunset",
    "day": "day", "daytime": "day", "daylight": "day", "morning": "day", "noon": "day",
    "sunny day": "day", "sunny": "day",
}  # fmt: skip
WEATHERS = {
    "rain": "rain", "rainy": "rain", "raining": "rain", "storm": "rain", "stormy": "rain",
    "snowing": "snowfall", "snowfall": "snowfall", "snowstorm": "snowfall", "blizzard": "snowfall",
}  # fmt: skip
PLACES = {
    "sea": "sea", "ocean": "sea", "water": "sea", "lagoon": "sea", "harbor": "sea",
    "harbour": "sea", "seaside": "shore", "beach": "shore", "shore": "shore", "coast": "shore",
    "underwater": "underwater", "under water": "underwater", "under sea": "underwater",
    "aquarium": "underwater", "coral reef": "underwater", "space": "space", "outer space": "space",
    "galaxy": "space", "universe": "space", "cosmos": "space", "room": "room", "kitchen": "room",
    "bedroom": "room", "living room": "room", "office": "room", "classroom": "room",
    "restaurant": "room", "desert": "desert", "sahara": "desert", "winter": "snow",
    "snow": "snow", "snowy": "snow", "arctic": "snow", "antarctica": "snow", "north pole": "snow",
    "winter landscape": "snow", "city": "city", "town": "city", "skyline": "city",
    "city skyline": "city", "cityscape": "city", "downtown": "city", "metropolis": "city",
    "forest": "forest", "woods": "forest", "jungle": "forest", "rainforest": "forest",
    "meadow": "meadow", "park": "meadow", "garden": "meadow", "grass": "meadow", "lawn": "meadow",
    "countryside": "meadow", "village": "meadow", "farm": "meadow", "landscape": "meadow",
    "sky": "sky", "clouds sky": "sky", "blue sky": "sky",
}  # fmt: skip
# Places that are also things: a place only behind one of these words.
PLACE_AFTER_ON = {"moon": "moon", "mars": "mars", "mountains": "meadow", "field": "meadow"}
ABSTRACT_WORDS = frozenset("abstract background wallpaper composition art".split())
ICON_WORDS = frozenset("icon icons logo symbol emblem emoji sticker pictogram clipart".split())
CANVASES = {
    "wide": (768, 432), "panorama": (768, 384), "panoramic": (768, 384), "landscape format": (768, 512),
    "16:9": (768, 432), "portrait format": (512, 768), "9:16": (432, 768),
}  # fmt: skip
# Relation phrases; the value is what the layout knows.
RELATIONS = {
    "on top of": "on", "on": "on", "onto": "on", "atop": "on", "upon": "on", "riding": "on",
    "in front of": "front", "in": "in", "inside": "in", "into": "in", "within": "in",
    "under": "under", "below": "under", "beneath": "under", "underneath": "under",
    "over": "above", "above": "above", "behind": "behind", "beside": "beside", "besides": "beside",
    "next to": "beside", "near": "beside", "by": "beside", "at": "beside", "against": "front",
    "along": "beside", "alongside": "beside", "to left of": "left", "left of": "left",
    "on left of": "left", "to right of": "right", "right of": "right", "on right of": "right",
    "around": "around", "between": "between", "crossing": "on", "across": "on", "chasing": "right",
    "to side of": "beside", "at top of": "on", "outside": "beside", "inside of": "in",
    "following": "right", "beyond": "behind", "through": "on",
}  # fmt: skip
# Here the later noun is placed relative to the earlier one.
REVERSED = {
    "of": "of", "full of": "in", "filled with": "in", "containing": "in", "with": "with",
    "holding": "hold", "carrying": "hold", "eating": "hold", "playing": "hold", "wearing": "wear",
    "surrounded by": "around", "having": "with", "has": "with", "drinking": "hold",
    "reading": "hold", "covered with": "on", "topped with": "on", "decorated with": "on",
    "behind it": "behind", "breathing": "hold", "cooking": "hold", "using": "hold",
}  # fmt: skip
TEXT_WORDS = "text word words saying says say reads reading letter letters labelled labeled called named title"
FILLERS = frozenset(
    """a an the some my your our his her its their this that these those is are was be being been am
    and or but then so also too very really quite just please can could would should will you i me we
    us he she they it them draw make create generate paint design sketch show want need like give get
    let put picture image drawing illustration svg vector graphic clipart scene style version
    simple cute nice beautiful pretty lovely minimal minimalist modern flat clean basic
    kind sort of for to from with as by at on in into out up there here where which who whose what
    when while how about using use one's hello hi hey thanks thank ok okay yes new other set
    coloured colored color colour colours colors piece side company brand business startup
    together each every another more again now only same own it's i'd i'm
    full consisting featuring showing depicting based image-of sized shaped made far away
    has have having do does not another bit
    background foreground front top bottom middle center centre left right
    cozy cosy typical classic big-eyed""".split()
)
CONTAINERS = frozenset(
    """bowl vase basket cup mug glass pot box bucket bag jar bathtub nest backpack hat top hat
    shopping cart package plate cart bottle handbag wagon""".split()
)
WEARABLE = frozenset(
    "hat,top hat,crown,billed cap,scarf,glasses,sunglasses,graduation cap,necktie".split(",")
)
DECORATIONS = frozenset("candle cherry strawberry star flag".split())
PICTURE_WORDS = frozenset("everything all them picture both".split())
SINGULARS = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "geese": "goose",
    "feet": "foot", "teeth": "tooth", "oxen": "ox", "fishes": "fish", "wolves": "wolf",
    "cacti": "cactus", "leaves": "leaf", "policemen": "policeman", "firemen": "fireman",
}  # fmt: skip
LOOSE_HEADS = frozenset(
    """arrival departure index tabs dividers knobs way piece office picture light japan arts bar game
    park decoration cracker liquid volume score ceremony voltage vehicle rail track ray frames
    wedge ballot straw needle head symbol machine drink receiver chime""".split()
)
ADJECTIVES = frozenset({*COLOURS, *SIZES, *NUMBERS, *TONES})
BODY_PARTS = frozenset(
    "eye eyes ear ears tail leg legs nose hair beard wings wing fur hands mane whiskers horns".split()
)
# Flat shapes with room for another one, and land with room for things on it.
HOLLOW = frozenset(
    """shield badge circle square hexagon octagon pentagon triangle rhombus oval rectangle button
    heart ring star shape sign""".split()
)
LAND = frozenset("island hill iceberg mountain boat table shelf".split())
