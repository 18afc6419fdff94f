"""The words the rules know, read from `data/words.txt`; the rules live elsewhere."""

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "data" / "words.txt").read_text()
    found: dict[str, list[str]] = {}
    for block in text.split("\n[")[1:]:
        head, _, body = block.partition("\n")
        # A line that begins with a blank goes on where the last one stopped.
        found[head.partition("]")[0]] = body.strip().replace("\n ", "").split("\n")
    return found


_SECTIONS = _sections()


def _words(section: str) -> frozenset[str]:
    words = (word.strip() for line in _SECTIONS[section] for word in line.split(","))
    return frozenset(word for word in words if word)


def _table(section: str) -> dict[str, str]:
    rows = (line.partition(": ") for line in _SECTIONS[section])
    return {word.strip(): value for value, _, words in rows for word in words.split(",")}


def _pairs(section: str) -> dict[str, tuple[str, str]]:
    return {word: (v.split()[0], v.split()[1]) for word, v in _table(section).items()}


COLOURS = _table("colours")
AMBIGUOUS_COLOURS = _words("ambiguous colours")
RAINBOW_WORDS = _words("rainbow words")
RAINBOW = ("red", "orange", "yellow", "green", "blue", "purple", "pink")
TONES = {word: (colour, float(part)) for word, (colour, part) in _pairs("tones").items()}
NUMBERS = {word: int(value) for word, value in _table("numbers").items()}
COLLECTIVES = _words("collectives")
PLURAL_COUNTS = {word: int(value) for word, value in _table("plural counts").items()}
SIZES = {word: float(value) for word, value in _table("sizes").items()}
ADJECTIVES = frozenset({*COLOURS, *SIZES, *NUMBERS, *TONES})
TIMES = _table("times")
WEATHERS = _table("weathers")
PLACES = _table("places")
GROUNDS = _table("grounds")
CANVASES = {word: (int(w), int(h)) for word, (w, h) in _pairs("canvases").items()}
ICON_WORDS = _words("icon words")
TEXT_WORDS = _words("text words")
FILLERS = _words("fillers")
# Alone these are never things, whatever the dictionary says.
NOT_THINGS = FILLERS | ICON_WORDS | frozenset({*TIMES, *WEATHERS, *NUMBERS, *SIZES, *TONES})
RELATIONS = _table("relations")
REVERSED = _table("reversed")
SINGULARS = _table("singulars")
BODY_PARTS = _words("body parts")
CONTAINERS = _words("containers")
WEARABLE = _words("wearable")
DECORATIONS = _words("decorations")
HOLLOW = _words("hollow")
LAND = _words("land")
ROOFED = _words("roofed")
LOOSE_HEADS = _words("loose heads")
ZONES = _table("zones")
CLIP_ART_SIZES = {slug: float(size) for slug, size in _table("clip art sizes").items()}
ADD_WORDS = _words("add words")
REMOVE_WORDS = _words("remove words")
REPLACE_WORDS = _words("replace words")
CHANGE_WORDS = _words("change words")
ORDER_WORDS = (ADD_WORDS | REMOVE_WORDS | REPLACE_WORDS | CHANGE_WORDS) - {"and", "with"}
BECOME_WORDS = _words("become words")
SOFTENERS = _words("softeners")
FOLLOW_UP_WORDS = _words("follow up words")
TOO_GENERAL = _words("too general")
