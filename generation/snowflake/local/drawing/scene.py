"""What a picture consists of, before it has places and sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

MAX_COPIES = 40  # things in one picture, copies counted


@dataclass(frozen=True)
class Look:
    """How one thing is to look: the wish of the user that an artist function reads."""

    colours: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    number: int = 0

    def main(self, default: str) -> str:
        """The first colour asked for."""
        return self.colours[0] if self.colours else default

    def second(self, default: str) -> str:
        """The second colour asked for."""
        return self.colours[1] if len(self.colours) > 1 else default

    def part(self, name: str, default: str) -> str:
        """The colour asked for a named part, such as the roof."""
        return dict(self.parts).get(name, default)


@dataclass(frozen=True)
class Art:
    """Something drawable: its markup in the box (x, y, w, h), where it lives, how big it is.

    `size` is the larger side in picture units when it stands among other things.
    """

    name: str
    zone: str
    size: float
    box: tuple[float, float, float, float]
    paint: Callable[[Look], str]
    parts: frozenset[str] = frozenset()


@dataclass
class Thing:
    """One noun of the request. `relation` says how it stands to its `anchor`."""

    word: str
    art: Art
    count: int = 1
    colours: tuple[str, ...] = ()
    colour_words: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)
    scale: float = 1.0
    size_word: str = ""
    text: str = ""
    number: int = 0
    relation: str = ""
    anchor: Thing | None = None
    shift: tuple[float, float] = (0, 0)

    def look(self, index: int) -> Look:
        """The look of copy `index`: several colours are shared out among several copies."""
        colours = self.colours
        if self.count > 1 and len(colours) > 1:
            colours = (colours[index % len(colours)],)
        return Look(colours, tuple(self.parts.items()), self.text, self.number)


@dataclass
class Scene:
    """The whole picture as wished so far; follow-up messages change it in place."""

    things: list[Thing] = field(default_factory=list)
    place: str = ""
    time: str = ""
    weather: str = ""
    background: str = ""
    palette: list[str] = field(default_factory=list)
    canvas: tuple[int, int] = (512, 512)
    icon: bool = False
    abstract: bool = False
    hidden: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    def has_backdrop(self) -> bool:
        """Whether the words asked for a place, a time of day or weather."""
        return bool(self.place or self.time or self.weather or self.background)

    def is_abstract(self) -> bool:
        """Whether there is nothing to draw but colours."""
        return not self.things and not self.has_backdrop()

    def resolved_place(self) -> str:
        """The place asked for, or the one where the first things live."""
        zones = [t.art.zone for t in self.things if not t.anchor]
        if self.place == "sea":
            return SEA_PLACES.get(next(iter(zones), ""), "sea") if zones else "sea"
        if self.place:
            return self.place
        if self.icon:
            return "plain"
        found = next((place for zone, place in ZONE_PLACES if zone in zones), "")
        if found in ("plain", "room") and (self.time or self.weather):
            return "meadow"
        return found or ("meadow" if self.time or self.weather else "plain")

    def resolved_time(self) -> str:
        """The time asked for; a moon or stars without a sun mean night."""
        names = {thing.art.name for thing in self.things if thing.art.zone == "sky"}
        starry = names & NIGHT_LIGHTS and "sun" not in names
        return self.time or ("night" if starry and self.resolved_place() in OPEN_AIR else "")

    def backdrop_name(self) -> str:
        """The backdrop in words, for example `night sea`."""
        if self.is_abstract():
            return "abstract"
        words = (self.resolved_time(), self.weather, self.resolved_place())
        return " ".join(word for word in words if word)

    def remove(self, thing: Thing) -> None:
        """Take a thing out; what leaned on it stands on its own."""
        self.things = [other for other in self.things if other is not thing]
        for other in self.things:
            if other.anchor is thing:
                other.anchor, other.relation = None, ""

    def take_backdrop(self, other: Scene) -> None:
        """Take over what another scene says about place, time and weather."""
        self.place = other.place or self.place
        self.time = other.time or self.time
        self.weather = other.weather or self.weather
        self.background = other.background or self.background

    def trim(self) -> None:
        """Keep the number of copies in bounds, and say so."""
        over = -self.room_left()
        for thing in reversed(self.things):
            if over <= 0:
                return
            cut = min(over, thing.count - 1)
            thing.count, over = thing.count - cut, over - cut
            if cut:
                self.missing.append(f"{cut} more {thing.word}")

    def room_left(self) -> int:
        """How many more copies the picture may hold."""
        return MAX_COPIES - sum(thing.count for thing in self.things)


OPEN_AIR = frozenset({"sea", "shore", "meadow", "desert", "snow", "city", "forest", "sky"})
NIGHT_LIGHTS = frozenset({"moon", "crescent moon", "star", "shooting star"})
# At sea, fish swim below, and what needs ground gets a beach.
SEA_PLACES = {"deep": "underwater", "ground": "shore"}
# The first zone found among the things decides where a picture without a named place happens.
ZONE_PLACES = (
    ("sea", "sea"),
    ("home", "room"),
    ("space", "space"),
    ("ground", "meadow"),
    ("behind", "meadow"),
    ("floor", "meadow"),
    ("deep", "underwater"),
    ("indoor", "room"),
    ("symbol", "plain"),
    ("air", "meadow"),
    ("sky", "meadow"),
)


def describe(thing: Thing) -> str:
    """A thing in words: `two`-like counts as digits, size, colours, the noun used."""
    count = str(thing.count) if thing.count > 1 else ""
    colours = " and ".join(thing.colour_words)
    known = thing.word in thing.art.name or thing.art.name in thing.word or thing.text
    noun = thing.word if known else f"{thing.word} (as {thing.art.name})"
    return " ".join(word for word in (count, thing.size_word, colours, noun) if word)
