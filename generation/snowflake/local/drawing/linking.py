"""Puts a noun into the scene: new or already known, and how it stands to the others."""

from . import vocabulary as v
from .reader import Reader, Wish, apply_wish
from .scene import MAX_COPIES, Art, Scene, Thing


def take(reader: Reader, word: str, art: Art, plural: bool) -> None:
    """Put a noun with its waiting adjectives into the scene, or leave it out behind "no"."""
    wish, reader.wish = reader.wish, Wish()
    if wish.negated:
        reader.negated.append(art)
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
    # "A stack of books" is one picture of a stack where there is one.
    asked = usual if wish.heap and not plural else wish.count or usual
    count = min(asked, max(0, reader.scene.room_left()))
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
        relate(subject, *_owner(others[0], kind, subject))
        return
    if kind == "between":
        _between(reader, others, subject)
    else:
        for other in others:
            relate(other, subject, kind)
    reader.link, reader.group = None, [*others[:1], subject]


def relate(subject: Thing, anchor: Thing, kind: str) -> None:
    """Let the subject lean on the anchor, unless that would go round in a circle."""
    above: Thing | None = anchor
    while above:
        if above is subject:
            return
        above = above.anchor
    kind = _meaning(kind, subject, anchor)
    if subject.text and anchor.art.zone == "symbol" and not subject.colours:
        subject.colours = ("#ffffff",)
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


def _owner(first: Thing, kind: str, subject: Thing) -> tuple[Thing, str]:
    """A laptop on a desk with a cup: the cup is on the desk, too."""
    worn_or_far = subject.art.name in v.WEARABLE or subject.art.zone in ("sky", "backsky")
    if kind == "with" and first.anchor and first.relation == "on" and not worn_or_far:
        return first.anchor, "on"
    return first, kind


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
