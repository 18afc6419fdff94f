"""Reads WordNet's own files: which words are nouns, and what kind of thing a noun is."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..vocabulary import TOO_GENERAL

PHYSICAL = "00001930"  # the synset "physical entity"
SENSES = 3  # of a noun, the most frequent first
DEEPEST = 8  # steps up before the kinship says too little


def not_nouns(folder: Path) -> list[str]:
    """Words that texts use as a noun less than half as often as otherwise."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in (folder / "cntlist.rev").read_text().splitlines():
        sense, _, count = line.split()
        word, lexical = sense.split("%")
        counts[word][lexical[0] != "1"] += int(count)
    nouns = set(_lemmas(folder, "noun"))
    others = {word for part in ("verb", "adj", "adv") for word in _lemmas(folder, part)}
    return sorted(
        word
        for word in others
        if re.fullmatch("[a-z]{3,20}", word)
        and (word not in nouns or counts[word][1] > 2 * counts[word][0] + 1)
    )


def nearest_names(folder: Path, names: set[str]) -> dict[str, str]:
    """Every noun that is not drawable itself, with the nearest drawable word above it."""
    senses = dict(_senses(folder))
    above = dict(_hypernyms(folder))
    physical = _Kinds(above, PHYSICAL)
    targets = {
        synset: name
        for name in sorted(names - TOO_GENERAL, reverse=True)
        if name in senses and physical.holds(synset := senses[name][0])
    }
    found = {}
    for noun, synsets in senses.items():
        if noun not in names and re.fullmatch("[a-z][a-z ]{2,25}", noun):
            near = (_nearest(s, targets, above) for s in synsets[:SENSES] if physical.holds(s))
            target = next(filter(None, near), None)
            if target:
                found[noun] = target
    return found


def _nearest(synset: str, targets: dict[str, str], above: dict[str, list[str]]) -> str | None:
    level = [synset]
    for _ in range(DEEPEST):
        hit = next((targets[s] for s in level if s in targets), None)
        if hit:
            return hit
        level = [parent for s in level for parent in above[s]]
    return None


class _Kinds:
    """Whether a synset is a kind of `root`; remembers its answers."""

    def __init__(self, above: dict[str, list[str]], root: str) -> None:
        self.above, self.known = above, {root: True}

    def holds(self, synset: str) -> bool:
        if synset not in self.known:
            self.known[synset] = any(self.holds(parent) for parent in self.above[synset])
        return self.known[synset]


def _lemmas(folder: Path, part: str) -> Iterator[str]:
    for line in (folder / f"index.{part}").read_text().splitlines():
        if not line.startswith(" "):
            yield line.split()[0]


def _senses(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for line in (folder / "index.noun").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.split()
            # lemma, part, senses, pointer count, pointers …, senses, tagged, synsets …
            yield fields[0].replace("_", " ").replace("-", " "), fields[-int(fields[2]) :]


def _hypernyms(folder: Path) -> Iterator[tuple[str, list[str]]]:
    # Kinds only, not instances ("@i"): a surname must not become a picture of a person.
    for line in (folder / "data.noun").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.partition(" | ")[0].split()
            pointers = fields[5 + 2 * int(fields[3], 16) :]
            marks = zip(pointers[0::4], pointers[1::4], strict=False)
            yield fields[0], [synset for mark, synset in marks if mark == "@"]
