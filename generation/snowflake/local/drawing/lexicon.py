"""Which words can be drawn: hand-made shapes, clip art, then the nearest noun of WordNet."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from .colouring import recolour
from .kinds import zone_and_size
from .scene import Art, Look
from .shapes import SHAPES
from .vocabulary import LOOSE_HEADS, SINGULARS

DATA = Path(__file__).parent / "data"
LONGEST_NAME = 4  # words
PEOPLE = range(11, 32)  # subgroups with skin, which colour words leave alone


@dataclass(frozen=True)
class Lexicon:
    """Words to pictures. Loaded once, read only."""

    pictures: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]
    nouns: Mapping[str, str]
    not_nouns: frozenset[str]

    def find(self, words: str, counted: bool = False) -> tuple[Art, bool] | None:
        """The art for a noun or noun phrase, and whether the word was a plural.

        With `counted` the singular comes first: "three houses" are three times one house.
        """
        forms = list(_forms(words))
        for candidate, plural in forms[1:] + forms[:1] if counted else forms:
            art = self._exact(candidate)
            if art:
                return art, plural
        return next(
            ((art, plural) for form, plural in _forms(words) if (art := self._near(form))), None
        )

    def named(self, words: str) -> bool:
        """Whether a picture goes by exactly this name."""
        return any(form in SHAPES or form in self.names for form, _ in _forms(words))

    def _exact(self, name: str) -> Art | None:
        if name in SHAPES:
            return SHAPES[name]
        slug = self.names.get(name)
        return self.clip_art(slug) if slug else None

    def _near(self, noun: str) -> Art | None:
        name = None if noun in self.not_nouns else self.nouns.get(noun)
        return self._exact(name) if name else None

    def clip_art(self, slug: str) -> Art:
        """A picture of the pack as drawable art."""
        picture = self.pictures[slug]
        zone, size = zone_and_size(slug, picture["s"])
        left, top, right, bottom = picture["x"]
        box = (left, top, right - left, bottom - top)
        return Art(slug.replace("-", " "), zone, size, box, partial(_paint, picture))


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded at first use."""
    pictures: dict[str, Any] = json.loads(_read("pack.json.gz"))
    nouns: dict[str, str] = json.loads(_read("nouns.json.gz"))
    not_nouns = frozenset(_read("notnoun.txt.gz").split("\n"))
    return Lexicon(pictures, _names(pictures, not_nouns), nouns, not_nouns)


def _read(name: str) -> str:
    return gzip.decompress((DATA / name).read_bytes()).decode()


def _names(pictures: Mapping[str, Any], not_nouns: frozenset[str]) -> dict[str, str]:
    """Every name a picture goes by. Loose tags are left out: they make absurd pictures."""
    names: dict[str, str] = {}
    for slug, picture in pictures.items():
        words = _plain(picture["l"]).split()
        # "soccer ball" may stand for a ball; "voltage", "way" and the like say too little.
        if 34 <= picture["s"] <= 82 and len(words) == 2 and words[1] not in not_nouns | LOOSE_HEADS:
            names.setdefault(words[1], slug)
    names.update({_plain(p["l"]): slug for slug, p in pictures.items()})
    names.update({word: slug for slug, word in _aliases() if slug in pictures})
    return names


def _aliases() -> Iterator[tuple[str, str]]:
    for line in (DATA / "aliases.txt").read_text().splitlines():
        slug, _, words = line.partition(": ")
        if not line.startswith("#"):
            yield from ((slug, word.strip()) for word in words.split(","))


def _plain(label: str) -> str:
    return re.sub(r"[:’'.“”()]", "", label.lower()).replace("-", " ")


def _paint(picture: Mapping[str, Any], look: Look) -> str:
    body: str = picture["b"]
    if not look.colours:
        return body
    return recolour(body, picture["f"], look.colours, person=picture["s"] in PEOPLE)


def _forms(words: str) -> Iterator[tuple[str, bool]]:
    """The phrase itself, then with its last word in the singular."""
    yield words, False
    first, _, last = words.rpartition(" ")
    for singular in _singulars(last):
        yield f"{first} {singular}".strip(), True


def _singulars(word: str) -> Iterator[str]:
    if word in SINGULARS:
        yield SINGULARS[word]
    for ending, replacement in (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", "")):
        if len(word) > len(ending) + 1 and word.endswith(ending) and not word.endswith("ss"):
            yield word[: -len(ending)] + replacement
