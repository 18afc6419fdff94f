"""Reads one sentence into a scene: what is wanted, how many, in which colours, where."""

from collections.abc import Callable
from dataclasses import dataclass, field

from . import vocabulary as v
from .colouring import mix
from .lexicon import LONGEST_NAME, lexicon
from .scene import MAX_COPIES, Art, Scene, Thing
from .charts import LETTERING
from .words import Word


@dataclass
class Wish:
    """Adjectives that wait for their noun."""

    count: int = 0
    colours: list[str] = field(default_factory=list)
    colour_words: list[str] = field(default_factory=list)
    scale: float = 1.0
    size_word: str = ""
    tone: str = ""
    definite: bool = False
    negated: bool = False
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.count or self.colours or self.size_word)


class Reader:
    """Walks over the words of one sentence; each rule says how many words it took.

    With `refer` every noun that is already in the scene means that very thing.
    """

    def __init__(self, scene: Scene, words: list[Word], refer: bool = False) -> None:
        self.scene, self.refer = scene, refer
        self.words = [word.text for word in words]
        self.lettering = [word.lettering for word in words]
        self.wish = Wish()
        self.mentioned: list[Thing] = []
        self.created: list[Thing] = []
        self.negated: list[tuple[str, Art]] = []
        self.link: tuple[str, list[Thing], bool] | None = None
        self.group: list[Thing] = []

    def read(self) -> "Reader":
        """Read all words, then give waiting adjectives to the last thing."""
        at = 0
        while at < len(self.words):
            at += next((taken for rule in RULES if (taken := rule(self, at))), 1)
        if self.wish and self.mentioned:
            apply_wish(self.mentioned[-1], self.wish)
            self.wish = Wish()
        return self

    def phrase(self, at: int, length: int) -> str:
        """`length` words from `at`, or an empty string past the end."""
        words = self.words[at : at + length]
        lettered = any(self.lettering[at : at + length])
        return " ".join(words) if len(words) == length and not lettered else ""

    def longest(
        self, at: int, table: "dict[str, str] | dict[str, tuple[int, int]]"
    ) -> tuple[str, int]:
        """The longest phrase from `at` that the table knows, and its length in words."""
        # "on the top of the hill": articles inside a fixed phrase carry no meaning.
        for length in range(4, 0, -1):
            phrase = self.phrase(at, length)
            bare = " ".join(w for w in phrase.split() if w not in ("the", "a", "an"))
            if bare in table and phrase.split()[-1] not in ("the", "a", "an"):
                return bare, length
        return "", 0

    def noun(self, at: int) -> tuple[str, Art, bool, int] | None:
        """The longest drawable noun phrase from `at`."""
        for length in range(LONGEST_NAME, 0, -1):
            phrase = self.phrase(at, length).replace("-", " ")
            found = lexicon().find(phrase) if phrase else None
            described = phrase.split(" ")[0] in v.ADJECTIVES and not lexicon().named(phrase)
            if found and not described and not (length == 1 and phrase in v.FILLERS):
                return phrase, *found, length
        return None


def apply_wish(thing: Thing, wish: Wish) -> None:
    """Give adjectives to a thing."""
    if wish.colours:
        thing.colours, thing.colour_words = tuple(wish.colours), tuple(wish.colour_words)
    if wish.size_word:
        thing.scale = min(3.0, max(0.25, thing.scale * wish.scale))
        thing.size_word = wish.size_word
    if wish.count:
        thing.count = wish.count


def lettering(reader: Reader, at: int) -> int:
    """Quoted words become lettering on the thing before them."""
    if not reader.lettering[at]:
        return 0
    text = reader.words[at]
    anchor = reader.mentioned[-1] if reader.mentioned else None
    light = anchor and anchor.art.zone == "symbol" and not reader.wish.colours
    colours = ("#ffffff",) if light else tuple(reader.wish.colours)
    thing = Thing(f'"{text}"', LETTERING, text=text, colours=colours, anchor=anchor)
    thing.relation = "in" if anchor else ""
    reader.wish = Wish()
    if reader.scene.room_left():
        reader.scene.things.append(thing)
        reader.mentioned.append(thing)
        reader.group.append(thing)
    return 1


def canvas(reader: Reader, at: int) -> int:
    """Wide, panorama, 16:9 and the like."""
    name, length = reader.longest(at, v.CANVASES)
    if name:
        reader.scene.canvas = v.CANVASES[name]
    return length


def time_of_day(reader: Reader, at: int) -> int:
    """At night, sunset, in the rain."""
    name, length = reader.longest(at, v.TIMES)
    if name:
        reader.scene.time = v.TIMES[name]
        _drop_link(reader)
        return length
    name, length = reader.longest(at, v.WEATHERS)
    if name and not _is_noun_phrase(reader, at):
        reader.scene.weather = v.WEATHERS[name]
        _drop_link(reader)
        return length
    return 0


def place(reader: Reader, at: int) -> int:
    """In the sea, on the beach, in a forest."""
    name, length = reader.longest(at, v.PLACES)
    if not name or _is_noun_phrase(reader, at, length):
        name, length = reader.longest(at, v.GROUNDS)
        if not name or not reader.link or reader.link[2] or at == 0:
            return 0
        reader.scene.place = v.GROUNDS[name]
    elif reader.wish.negated:
        reader.scene.place = "plain"
    else:
        reader.scene.place = _merged_place(reader.scene.place, v.PLACES[name])
    if reader.wish.colours and name == "sky":
        reader.scene.background = reader.wish.colours[0]
    _drop_link(reader)
    reader.wish = Wish()
    return length


def _merged_place(old: str, new: str) -> str:
    # "mountains in the snow by the sea": the later word wins, but grass never beats a real place.
    return old if old and new in ("meadow", "sky") else new


def _is_noun_phrase(reader: Reader, at: int, longer_than: int = 1) -> bool:
    noun = reader.noun(at)
    return bool(noun and noun[3] > longer_than)


def _drop_link(reader: Reader) -> None:
    # "A snowman in winter with a scarf": the scarf is still the snowman's.
    reader.group = list(reader.link[1]) if reader.link else reader.group[:1]
    reader.link = None


def style(reader: Reader, at: int) -> int:
    """Words about the kind of picture: icon, logo, abstract."""
    word = reader.words[at]
    if word in v.ICON_WORDS:
        reader.scene.icon = True
        return 1
    if word == "abstract":
        reader.scene.abstract = True
        return 1
    if word in ("background", "backdrop", "wallpaper") and len(reader.wish.colours) == 1:
        reader.scene.background = reader.wish.colours[0]
        reader.wish = Wish()
        return 1
    if word in v.RAINBOW_WORDS:
        _add_colours(reader, v.RAINBOW)
        return 1
    return 0


def relation(reader: Reader, at: int) -> int:
    """On, under, with, between: remembers who stands how to the thing that follows."""
    name, length = reader.longest(at, v.REVERSED)
    reverse = bool(name)
    if not name:
        name, length = reader.longest(at, v.RELATIONS)
    if not name:
        return 0
    if reader.wish and reader.mentioned and not (name == "of" or name == "in"):
        apply_wish(reader.mentioned[-1], reader.wish)
        reader.wish = Wish()
    kind = v.REVERSED[name] if reverse else v.RELATIONS[name]
    if kind == "hold" and not _noun_follows(reader, at + length):
        reader.scene.missing.append(name)
        return length
    if name == "of" and reader.wish.count:
        return length
    if at + length == len(reader.words) and len(reader.mentioned) > 1:
        # "a book with an apple on top": the last thing leans on the first.
        _relate(reader.mentioned[-1], reader.mentioned[0], kind)
    elif reader.group:
        reader.link = (kind, reader.group[:1] if reverse else list(reader.group), reverse)
        reader.group = list(reader.group) if reverse else []
    return length


def _noun_follows(reader: Reader, at: int) -> bool:
    """Whether a noun comes before the next relation: "playing guitar", not "playing in a park"."""
    for i in range(at, min(at + 5, len(reader.words))):
        if _is_relation(reader, i):
            return False
        if reader.noun(i) and not _colour_at(reader, i):
            return True
    return False


def number(reader: Reader, at: int) -> int:
    """Two, 12, a dozen, several; "more" and "another" add to what is there."""
    word = reader.words[at]
    if word in ("more", "another", "extra", "additional"):
        reader.wish.more = True
        return 1
    if word in v.COLLECTIVES and reader.phrase(at + 1, 1) != "of":
        return 0
    count = v.NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) < 7 else 0)
    if not count:
        return 0
    reader.wish.count = count
    return 1


def colour(reader: Reader, at: int) -> int:
    """Red, light blue, black and white."""
    word = reader.words[at]
    if word in v.TONES and _colour_at(reader, at + 1):
        reader.wish.tone = word
        return 1
    if not _colour_at(reader, at):
        return 0
    _add_colours(reader, (word,))
    return 1


def _colour_at(reader: Reader, at: int) -> bool:
    word = reader.phrase(at, 1)
    if word not in v.COLOURS:
        return False
    # An orange is a fruit, an orange car is not; "black cat" and "red apple" are pictures' names.
    return word not in v.AMBIGUOUS_COLOURS or reader.refer or bool(reader.noun(at + 1))


def _add_colours(reader: Reader, words: tuple[str, ...]) -> None:
    towards, part = v.TONES.get(reader.wish.tone, ("#ffffff", 0.0))
    for word in words:
        value = mix(v.COLOURS[word], towards, part)
        reader.wish.colours.append(value)
        reader.wish.colour_words.append(f"{reader.wish.tone} {word}".strip())
        reader.scene.palette.append(value)
    reader.wish.tone = ""


def size(reader: Reader, at: int) -> int:
    """Tiny, big, giant."""
    word = reader.words[at]
    if word not in v.SIZES or _is_noun_phrase(reader, at):
        return 0
    reader.wish.scale, reader.wish.size_word = v.SIZES[word], word
    return 1


def negation(reader: Reader, at: int) -> int:
    """No, without: the next noun stays out."""
    if reader.words[at] not in ("no", "without", "except"):
        return 0
    reader.wish.negated = True
    return 1


def part(reader: Reader, at: int) -> int:
    """A blue roof: a coloured part of the thing before."""
    word = reader.words[at]
    if word in v.BODY_PARTS and reader.link and reader.link[2]:
        _miss(reader, word)
        return 1
    names = {word, word.removesuffix("s")}
    owner = next((t for t in reader.mentioned if names & t.art.parts), None)
    if not owner or not (reader.link or reader.refer):
        return 0
    if reader.wish.colours:
        owner.parts[min(names & owner.art.parts)] = reader.wish.colours[0]
    if reader.wish.count and not owner.art.parts.isdisjoint(("bar", "slice")):
        owner.number = reader.wish.count
    reader.wish = Wish()
    return 1


def thing(reader: Reader, at: int) -> int:
    """A drawable noun, with all that was said before it."""
    found = reader.noun(at)
    announces = reader.words[at] in v.TEXT_WORDS and any(reader.lettering[at + 1 : at + 2])
    if not found or announces:
        return 0
    word, art, plural, length = found
    following = reader.noun(at + length) if not plural else None
    if following and not _is_relation(reader, at + length):
        # "apple pie dish": the last noun is the thing, the ones before it only describe.
        reader.scene.missing.append(word)
        return length
    _take(reader, word, art, plural)
    return length


def _is_relation(reader: Reader, at: int) -> bool:
    return bool(reader.longest(at, v.RELATIONS)[0] or reader.longest(at, v.REVERSED)[0])


def _take(reader: Reader, word: str, art: Art, plural: bool) -> None:
    wish, reader.wish = reader.wish, Wish()
    if wish.negated:
        reader.negated.append((word, art))
        reader.scene.hidden.add(art.name)
        return
    known = find_known(reader.scene, art) if reader.refer or wish.definite or wish.more else None
    if known and wish.more:
        wish.count = min(known.count + (wish.count or 1), MAX_COPIES)
    subject = known or _new(reader, word, art, wish, plural)
    if subject is None:
        return
    if known:
        apply_wish(known, wish)
    _connect(reader, subject)
    reader.mentioned.append(subject)


def find_known(scene: Scene, art: Art) -> Thing | None:
    """The latest thing in the scene that is drawn with this art."""
    return next((t for t in reversed(scene.things) if t.art.name == art.name), None)


def _new(reader: Reader, word: str, art: Art, wish: Wish, plural: bool) -> Thing | None:
    heaped = 6 if reader.link and reader.link[1][0].art.name in v.CONTAINERS else 3
    usual = v.PLURAL_COUNTS.get(art.name, heaped) if plural else 1
    asked = wish.count or usual
    count = min(asked, reader.scene.room_left())
    if count < asked:
        reader.scene.missing.append(f"{asked} {word} (drew {count})")
    if not count:
        return None
    subject = Thing(word, art)
    wish.count = count
    apply_wish(subject, wish)
    reader.scene.things.append(subject)
    reader.created.append(subject)
    return subject


def _connect(reader: Reader, subject: Thing) -> None:
    link = reader.link
    if not link:
        reader.group.append(subject)
        return
    kind, others, reverse = link
    if reverse:
        owner = others[0]
        if (
            kind == "with"
            and owner.anchor
            and owner.relation == "on"
            and not _meaning_sets(subject)
        ):
            # A laptop on a desk with a cup: the cup is on the desk, too.
            owner, kind = owner.anchor, owner.relation
        _relate(subject, owner, kind)
        return
    if kind == "between":
        _between(reader, others, subject)
    else:
        for other in others:
            _relate(other, subject, kind)
    reader.link, reader.group = None, [*others[:1], subject]


def _relate(subject: Thing, anchor: Thing, kind: str) -> None:
    above: Thing | None = anchor
    while above:
        if above is subject:
            return
        above = above.anchor
    kind = _meaning(kind, subject, anchor)
    subject.anchor, subject.relation = (anchor, kind) if kind else (None, "")


def _meaning(kind: str, subject: Thing, anchor: Thing) -> str:
    """What "with" and "of" say depends on the two things."""
    holds = anchor.art.name in v.CONTAINERS
    wears = subject.art.name in v.WEARABLE
    if kind in ("with", "hold", "wear") and wears:
        return "wear"
    if kind in ("with", "of"):
        if holds or (anchor.art.name in v.HOLLOW and subject.art.zone in ("symbol", "sky")):
            return "in"
        if anchor.art.name in v.LAND and subject.art.zone in ("ground", "sky"):
            return "on" if subject.art.zone == "ground" else ""
        if anchor.art.zone == "symbol" and subject.art.zone == "sky":
            return "around"
        return "on" if subject.art.name in v.DECORATIONS and anchor.art.zone == "indoor" else kind
    return kind


def _meaning_sets(subject: Thing) -> bool:
    return subject.art.name in v.WEARABLE or subject.art.zone in ("sky", "backsky")


def _between(reader: Reader, others: list[Thing], first: Thing) -> None:
    """A between two B: the Bs stand left and right of A."""
    middle = others[0]
    middle.anchor, middle.relation = first, "right"
    if first.count > 1:
        first.count -= 1
        twin = Thing(first.word, first.art, 1, first.colours, first.colour_words)
        twin.scale, twin.anchor, twin.relation = first.scale, middle, "right"
        reader.scene.things.append(twin)
    else:
        reader.link = ("right", [middle], True)


def filler(reader: Reader, at: int) -> int:
    """Words without a picture of their own; a word nobody knows is named as not drawn."""
    word = reader.words[at]
    if word == "the":
        reader.wish.definite = True
    if word in v.FILLERS or word in v.TEXT_WORDS:
        return 1
    if word == ",":
        return 1
    _miss(reader, word)
    return 1


def _miss(reader: Reader, word: str) -> None:
    """Name a word as not drawn, with the adjectives that waited for it."""
    wish, reader.wish = reader.wish, Wish()
    words = (*wish.colour_words, wish.size_word, word[:40])
    reader.scene.missing.append(" ".join(w for w in words if w))


Rule = Callable[[Reader, int], int]
RULES: tuple[Rule, ...] = (
    lettering, canvas, negation, number, colour, size, style, part, time_of_day, place, relation,
    thing, filler,
)  # fmt: skip
