"""The rules for adjectives: how many, which colour, how big; and for what stays out."""

from . import vocabulary as v
from .colouring import mix
from .reader import Reader


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
    reader.wish.count, reader.wish.heap = count, word in v.COLLECTIVES
    return 1


def colour(reader: Reader, at: int) -> int:
    """Red, light blue, black and white."""
    word = reader.words[at]
    if word in v.TONES and colour_at(reader, at + 1):
        reader.wish.tone = word
        return 1
    if not colour_at(reader, at):
        return 0
    add_colours(reader, (word,))
    return 1


def colour_at(reader: Reader, at: int) -> bool:
    """Whether a colour word stands there that is not a thing."""
    word = reader.phrase(at, 1)
    if word not in v.COLOURS:
        return False
    # An orange is a fruit, an orange car is not; "black cat" and "red apple" are pictures' names.
    return word not in v.AMBIGUOUS_COLOURS or reader.refer or bool(reader.noun(at + 1))


def add_colours(reader: Reader, words: tuple[str, ...]) -> None:
    """Let colours wait for their noun, in the tone that was said before."""
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
    if word not in v.SIZES or reader.noun_phrase(at):
        return 0
    reader.wish.scale, reader.wish.size_word = v.SIZES[word], word
    return 1


def negation(reader: Reader, at: int) -> int:
    """No, without: the next noun stays out."""
    if reader.words[at] not in ("no", "without", "except"):
        return 0
    reader.wish.negated = True
    return 1
