"""The state of reading one sentence into a scene."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import vocabulary as v
from .lexicon import LONGEST_NAME, lexicon
from .scene import MAX_COPIES, Art, Scene, Thing
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
    heap: bool = False

    def __bool__(self) -> bool:
        return bool(self.count or self.colours or self.size_word)


class Reader:
    """Where the reading of one sentence stands: what was mentioned, what waits.

    With `refer` every noun that is already in the scene means that very thing.
    """

    def __init__(self, scene: Scene, words: list[Word], refer: bool = False) -> None:
        self.scene, self.refer = scene, refer
        self.words = [word.text for word in words]
        self.lettering = [word.lettering for word in words]
        self.wish = Wish()
        self.mentioned: list[Thing] = []
        self.created: list[Thing] = []
        self.negated: list[Art] = []
        self.link: tuple[str, list[Thing], bool] | None = None
        self.group: list[Thing] = []

    def finish(self) -> None:
        """Give adjectives that still wait to the last thing: "a dress in red"."""
        if self.wish and self.mentioned:
            apply_wish(self.mentioned[-1], self.wish)
            self.wish = Wish()

    def phrase(self, at: int, length: int) -> str:
        """`length` words from `at`, or an empty string past the end."""
        words = self.words[at : at + length]
        lettered = any(self.lettering[at : at + length])
        return " ".join(words) if len(words) == length and not lettered else ""

    def longest(self, at: int, table: Mapping[str, object]) -> tuple[str, int]:
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
        counted = self.wish.count > 1 and not self.wish.heap
        for length in range(LONGEST_NAME, 0, -1):
            phrase = self.phrase(at, length).replace("-", " ")
            found = lexicon().find(phrase, counted) if phrase else None
            described = phrase.split(" ")[0] in v.ADJECTIVES and not lexicon().named(phrase)
            if found and not described and not (length == 1 and phrase in v.NOT_THINGS):
                return phrase, *found, length
        return None

    def noun_phrase(self, at: int, longer_than: int = 1) -> bool:
        """Whether a drawable name of more than so many words begins here: "big wheel"."""
        noun = self.noun(at)
        return bool(noun and noun[3] > longer_than)


def apply_wish(thing: Thing, wish: Wish) -> None:
    """Give adjectives to a thing."""
    if wish.colours:
        thing.colours, thing.colour_words = tuple(wish.colours), tuple(wish.colour_words)
    if wish.size_word:
        thing.scale = min(3.0, max(0.25, thing.scale * wish.scale))
        thing.size_word = wish.size_word
    if wish.count:
        thing.count = min(wish.count, MAX_COPIES)
