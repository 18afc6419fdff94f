"""Follow-up messages: add, remove, replace, change, move."""

from collections.abc import Callable

from . import vocabulary as v
from .messages import Request
from .reader import Reader, Wish, apply_wish, find_known
from .scene import Scene, Thing
from .words import Word, sentences

ADD = frozenset("add include put also plus and with now place insert draw show".split())
REMOVE = frozenset("remove delete erase drop hide take lose".split())
CHANGE = frozenset(
    "make change turn color colour paint set move shift recolor recolour let".split()
)
REPLACE = frozenset("replace swap exchange substitute".split())
PRONOUNS = frozenset("it them everything all that this they".split())
MOVES = {
    "left": (-1, 0), "right": (1, 0), "up": (0, -1), "higher": (0, -1), "down": (0, 1),
    "lower": (0, 1), "top": (0, -1), "bottom": (0, 1),
}  # fmt: skip
STEP = 110  # picture units of one move
SOFTENERS = frozenset("please now can could you i want would like to let's the just then".split())


def apply_message(scene: Scene, request: Request) -> None:
    """Let one user message change the scene."""
    if request.cut:
        scene.missing.append("the rest of a very long request")
    for sentence in sentences(request.text):
        for clause in _clauses(scene, sentence):
            _apply(scene, clause)


def _clauses(scene: Scene, words: list[Word]) -> list[list[Word]]:
    """Split "make it night and add a moon" where a new order begins."""
    starts = [
        i
        for i, word in enumerate(words)
        if i and scene.things and word.text in ADD | REMOVE | CHANGE | REPLACE
        and words[i - 1].text in ("and", ",", "then") and word.text not in ("and", "with")
    ]  # fmt: skip
    edges = [0, *starts, len(words)]
    return [words[a:b] for a, b in zip(edges, edges[1:], strict=False)]


def _apply(scene: Scene, words: list[Word]) -> None:
    verb_at = next((i for i, w in enumerate(words) if w.text not in SOFTENERS), 0)
    verb, rest = words[verb_at].text, words[verb_at + 1 :]
    order = next((act for verbs, act in ORDERS if verb in verbs), None)
    if order and (scene.things or scene.has_backdrop()):
        order(scene, rest)
    elif _is_new_picture(scene, words):
        _start_over(scene)
        _read_into(scene, words)
    else:
        _read_into(scene, words)


def _is_new_picture(scene: Scene, words: list[Word]) -> bool:
    """A follow-up without an order that names only new things asks for another picture."""
    if not scene.things or getattr(scene, "fresh", False):
        return False
    probe = Reader(Scene(), words).read()
    known = any(find_known(scene, thing.art) for thing in probe.created)
    polite = any(word.text in ("too", "more", "another", "is", "are", "should") for word in words)
    return bool(probe.created) and not known and not polite


def _start_over(scene: Scene) -> None:
    fresh = Scene()
    scene.__dict__.update(fresh.__dict__)


def _read_into(scene: Scene, words: list[Word]) -> None:
    reader = Reader(scene, words).read()
    for _, art in reader.negated:
        known = find_known(scene, art)
        if known:
            scene.remove(known)


def _add(scene: Scene, words: list[Word]) -> None:
    _read_into(scene, words)


def _remove(scene: Scene, words: list[Word]) -> None:
    """Remove things; of several copies only as many as were named."""
    aside = Scene()
    probe = Reader(aside, [w for w in words if w.text not in ("away", "rid", "off")]).read()
    if aside.place:
        scene.place = "plain"
    for wanted in probe.created:
        known = find_known(scene, wanted.art)
        scene.hidden.add(wanted.art.name)
        if known and wanted.count < known.count and wanted.word != known.word:
            known.count -= wanted.count
        elif known:
            scene.remove(known)
    scene.missing += [f"remove {word}" for word in aside.missing]


def _replace(scene: Scene, words: list[Word]) -> None:
    at = next((i for i, w in enumerate(words) if w.text in ("by", "with", "for", "to", "into")), 0)
    if not at:
        return _change(scene, words)
    old = _targets(scene, words[:at])
    aside = Scene()
    new = Reader(aside, words[at + 1 :], refer=True).read()
    scene.missing += aside.missing
    for thing in old:
        if new.created:
            _become(thing, new.created[0])
        apply_wish(thing, new.wish)
    _copy_backdrop(scene, aside)
    return None


def _become(thing: Thing, other: Thing) -> None:
    thing.word, thing.art, thing.parts = other.word, other.art, dict(other.parts)
    thing.text = other.text or thing.text
    if other.colours:
        thing.colours, thing.colour_words = other.colours, other.colour_words
    if other.count > 1 and thing.count == 1:
        thing.count = other.count


def _targets(scene: Scene, words: list[Word]) -> list[Thing]:
    """The things a phrase points at; a pronoun means the main thing, a plural one all."""
    probe = Reader(Scene(), words).read()
    found = [known for t in probe.created if (known := find_known(scene, t.art))]
    texts = {word.text for word in words}
    if found or not texts & PRONOUNS or not scene.things:
        return found
    if texts & {"everything", "all"}:
        return scene.things
    return scene.things[:1]


def _change(scene: Scene, words: list[Word]) -> None:
    """Make the house blue, make it bigger, make it night, turn the cat into a dog, move it left."""
    texts = [word.text for word in words]
    if {"into", "to"} & set(texts) and not set(texts) & (set(MOVES) | {"background"}):
        return _replace(scene, words)
    moves = [MOVES[t] for t in texts if t in MOVES]
    rest = [w for w in words if not (moves and (w.text in MOVES or w.text in ("to", "on", "side")))]
    pointed = _targets(scene, rest)
    before = len(scene.things)
    reader = Reader(scene, rest, refer=True)
    reader.read()
    if reader.created and pointed and not reader.link and before < len(scene.things):
        _swap_in(scene, pointed[0], reader)
    elif reader.wish:
        _apply_to(scene, pointed, reader.wish, texts)
    for thing in pointed if moves else ():
        thing.shift = (
            thing.shift[0] + STEP * sum(m[0] for m in moves),
            thing.shift[1] + STEP * sum(m[1] for m in moves),
        )
    return None


def _swap_in(scene: Scene, old: Thing, reader: Reader) -> None:
    new = next((t for t in reader.created if t is not old), None)
    if new and not new.relation and not old.relation:
        scene.remove(new)
        _become(old, new)


def _apply_to(scene: Scene, pointed: list[Thing], wish: Wish, texts: list[str]) -> None:
    if {"background", "backdrop"} & set(texts) and wish.colours:
        scene.background = wish.colours[0]
        return
    for thing in pointed or scene.things[:1]:
        apply_wish(thing, wish)


def _copy_backdrop(scene: Scene, other: Scene) -> None:
    scene.place = other.place or scene.place
    scene.time = other.time or scene.time
    scene.weather = other.weather or scene.weather
    scene.background = other.background or scene.background


Order = Callable[[Scene, list[Word]], None]
ORDERS: tuple[tuple[frozenset[str], Order], ...] = (
    (ADD, _add),
    (REMOVE, _remove),
    (REPLACE, _replace),
    (CHANGE, _change),
)
__all__ = ["apply_message", "v"]
