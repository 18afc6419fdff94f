"""The rules that read a sentence: what is wanted, how many, in which colours, where."""

from collections.abc import Callable

from . import vocabulary as v
from .adjectives import add_colours, colour, colour_at, negation, number, size
from .charts import lettering_art
from .linking import relate, take
from .reader import Reader, Wish, apply_wish
from .scene import Scene, Thing
from .words import Word


def read(scene: Scene, words: list[Word], refer: bool = False) -> Reader:
    """Read one sentence into the scene."""
    reader, at = Reader(scene, words, refer), 0
    while at < len(words):
        at += next((taken for rule in RULES if (taken := rule(reader, at))), 1)
    reader.finish()
    return reader


def lettering(reader: Reader, at: int) -> int:
    """Quoted words become lettering on the thing before them."""
    if not reader.lettering[at]:
        return 0
    text = reader.words[at]
    anchor = reader.mentioned[-1] if reader.mentioned else None
    thing = Thing(f'"{text}"', lettering_art(text), text=text, colours=tuple(reader.wish.colours))
    if anchor:
        relate(thing, anchor, "in")
    reader.wish = Wish()
    if reader.scene.room_left() > 0:
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
    if name and not reader.noun_phrase(at):
        reader.scene.weather = v.WEATHERS[name]
        _drop_link(reader)
        return length
    return 0


def place(reader: Reader, at: int) -> int:
    """In the sea, on the beach, in a forest."""
    name, length = reader.longest(at, v.PLACES)
    if not name or reader.noun_phrase(at, length):
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
        add_colours(reader, v.RAINBOW)
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
        relate(reader.mentioned[-1], reader.mentioned[0], kind)
    elif reader.group:
        reader.link = (kind, reader.group[:1] if reverse else list(reader.group), reverse)
        reader.group = list(reader.group) if reverse else []
    return length


def _noun_follows(reader: Reader, at: int) -> bool:
    """Whether a noun comes before the next relation: "playing guitar", not "playing in a park"."""
    for i in range(at, min(at + 5, len(reader.words))):
        if _is_relation(reader, i):
            return False
        if reader.noun(i) and not colour_at(reader, i):
            return True
    return False


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
    take(reader, word, art, plural)
    return length


def _is_relation(reader: Reader, at: int) -> bool:
    return bool(reader.longest(at, v.RELATIONS)[0] or reader.longest(at, v.REVERSED)[0])


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
