"""What is wished beside the request: shape, colours, what to leave out, which variation."""

import re
from dataclasses import dataclass

from .lexicon import lexicon
from .scene import Scene

_VIEWBOX = re.compile(r'viewBox="0 0 (\d{2,4}) (\d{2,4})"')
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# What rules and clip art cannot follow, in the words of the account of what was not drawn.
_BEYOND = {"Style": "the wished style", "Detail": "the wished level of detail"}


@dataclass(frozen=True)
class Wishes:
    """Lines of `<wishes>`, by their names."""

    lines: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, text: str) -> "Wishes":
        pairs = (line.partition(": ") for line in text.strip().splitlines())
        return cls(tuple((name, words) for name, _, words in pairs if words))

    @property
    def variation(self) -> int:
        """0 for the first or only one."""
        found = re.match(r"(\d+) of", dict(self.lines).get("Variation", ""))
        return int(found[1]) - 1 if found else 0

    @property
    def is_mirrored(self) -> bool:
        """Whether left and right change places."""
        return bool(self.variation & 1)

    def apply(self, scene: Scene) -> None:
        """Let the wishes change the scene; what they ask in vain is named as not drawn."""
        told = dict(self.lines)
        if canvas := _VIEWBOX.search(told.get("Shape", "")):
            scene.canvas = (int(canvas[1]), int(canvas[2]))
        _leave_out(scene, told.get("Leave out", ""))
        _colour(scene, _COLOUR.findall(told.get("Main colours", "")))
        scene.missing += [words for name, words in _BEYOND.items() if name in told]

    def vary(self, scene: Scene) -> None:
        """Another light, another size; with `is_mirrored` one for each bit of the number."""
        if not scene.things:
            return
        if self.variation & 2 and not scene.time:
            scene.time = "sunset"
        if self.variation & 4:
            scene.things[0].scale *= 1.4


NO_WISHES = Wishes()


def _leave_out(scene: Scene, words: str) -> None:
    phrases = (phrase.strip().lower() for phrase in re.split(r",|;|\band\b|\n", words))
    found = [art for phrase in phrases if phrase and (art := lexicon().find(phrase))]
    unwanted = {art.name for art, _plural in found}
    scene.hidden |= unwanted
    for thing in [thing for thing in scene.things if thing.art.name in unwanted]:
        scene.remove(thing)


def _colour(scene: Scene, colours: list[str]) -> None:
    """The wished colours go round among the things whose colour was not named."""
    if not colours:
        return
    scene.palette = colours
    plain = [thing for thing in scene.things if not thing.colours and not thing.text]
    for at, thing in enumerate(plain):
        thing.colours = (colours[at % len(colours)],)
