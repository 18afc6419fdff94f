"""Follow-up messages: add, remove, replace, change, move."""

from collections.abc import Callable
from itertools import pairwise

from . import vocabulary as v
from .linking import find_known
from .messages import Request
from .reader import apply_wish
from .rules import read
from .scene import Scene, Thing
from .words import Word, sentences

MOVES = {
    "left": (-1, 0), "right": (1, 0), "up": (0, -1), "higher": (0, -1), "top": (0, -1),
    "down": (0, 1), "lower": (0, 1), "bottom": (0, 1),
}  # fmt: skip
STEP = 110  # picture units of one move


def apply_message(scene: Scene, request: Request) -> Scene:
    """Let one user message change the scene, or begin another one."""
    if _is_new_picture(scene, sentences(request.text)):
        scene = Scene()
    apply_orders(scene, request)
    return scene


def apply_orders(scene: Scene, request: Request) -> None:
    """Let the message change this very scene."""
    for sentence in sentences(request.text):
        for clause in _clauses(scene, sentence):
            _apply(scene, clause)
    if request.cut:
        scene.missing.append("the rest of a very long request")
    scene.trim()


def _is_new_picture(scene: Scene, all_sentences: list[list[Word]]) -> bool:
    """A follow-up without an order that names only new things asks for another picture."""
    first = all_sentences[0] if all_sentences else []
    texts = {word.text for word in first}
    if not scene.things or _order(first) or texts & v.FOLLOW_UP_WORDS:
        return False
    named = read(Scene(), first).created
    return bool(named) and not any(find_known(scene, thing.art) for thing in named)


def _clauses(scene: Scene, words: list[Word]) -> list[list[Word]]:
    """Split "make it night and remove the moon" where the second order begins."""
    starts = [
        i
        for i, (before, word) in enumerate(pairwise(words), 1)
        if scene.things and word.text in v.ORDER_WORDS and before.text in ("and", ",", "then")
    ]
    return [words[a:b] for a, b in pairwise([0, *starts, len(words)])]


def _order(words: list[Word]) -> str:
    """The verb that begins a sentence, behind "please" and the like; empty without one."""
    first = next((w.text for w in words if w.text not in v.SOFTENERS), "")
    return first if any(first in verbs for verbs, _ in ORDERS) else ""


def _apply(scene: Scene, words: list[Word]) -> None:
    verb = _order(words)
    if not verb or scene.is_abstract():
        _add(scene, words)
        return
    at = next(i for i, word in enumerate(words) if word.text == verb)
    next(act for verbs, act in ORDERS if verb in verbs)(scene, words[at + 1 :])


def _add(scene: Scene, words: list[Word]) -> None:
    for art in read(scene, words).negated:
        known = find_known(scene, art)
        if known:
            scene.remove(known)


def _remove(scene: Scene, words: list[Word]) -> None:
    """Remove things; of several copies only as many as were named."""
    aside = Scene()
    for wanted in read(aside, words).created:
        known = find_known(scene, wanted.art)
        scene.hidden.add(wanted.art.name)
        if known and wanted.word != known.word and wanted.count < known.count:
            known.count -= wanted.count
        elif known:
            scene.remove(known)
    scene.place = "plain" if aside.place else scene.place
    scene.weather = "" if aside.weather else scene.weather
    scene.missing += [f"remove {word}" for word in aside.missing]


def _replace(scene: Scene, words: list[Word]) -> None:
    """Replace the cats by dogs, turn the car into a bus, change the colour to red."""
    at = next((i for i, word in enumerate(words) if word.text in v.BECOME_WORDS), 0)
    old = _targets(scene, words[:at])
    aside = Scene()
    new = read(aside, words[at + 1 :], refer=True)
    for thing in old:
        if new.created:
            _become(thing, new.created[0])
        apply_wish(thing, new.wish)
    if not old and new.wish.colours:
        scene.background = new.wish.colours[0]
    scene.take_backdrop(aside)


def _become(thing: Thing, other: Thing) -> None:
    thing.word, thing.art, thing.parts = other.word, other.art, dict(other.parts)
    thing.text = other.text or thing.text
    if other.colours:
        thing.colours, thing.colour_words = other.colours, other.colour_words
    if other.count > 1 and thing.count == 1:
        thing.count = other.count


def _targets(scene: Scene, words: list[Word]) -> list[Thing]:
    """The things a phrase points at; "it" means the main thing, "all" means all."""
    named = read(Scene(), words).created
    found = [known for thing in named if (known := find_known(scene, thing.art))]
    texts = {word.text for word in words}
    if found or texts & {"background", "backdrop"}:
        return found
    if named:  # something else was meant, which is not there
        return []
    return scene.things if texts & {"everything", "all"} else scene.things[:1]


def _change(scene: Scene, words: list[Word]) -> None:
    """Make the house blue, make it bigger, make it night, move it to the left."""
    texts = [word.text for word in words]
    moves = [MOVES[text] for text in texts if text in MOVES]
    if not moves and v.BECOME_WORDS & set(texts):
        _replace(scene, words)
        return
    rest = [word for word in words if not moves or word.text not in (*MOVES, "to", "on", "side")]
    pointed = _targets(scene, rest)
    reader = read(scene, rest, refer=True)
    for thing in pointed:
        apply_wish(thing, reader.wish)
        dx, dy = (STEP * sum(step) for step in zip((0, 0), *moves, strict=True))
        thing.shift = (thing.shift[0] + dx, thing.shift[1] + dy)
    if {"background", "backdrop"} & set(texts) and reader.wish.colours:
        scene.background = reader.wish.colours[0]
    made = [thing for thing in reader.created if not thing.relation]
    if made and pointed and not pointed[0].relation:
        scene.remove(made[0])
        _become(pointed[0], made[0])


Order = Callable[[Scene, list[Word]], None]
ORDERS: tuple[tuple[frozenset[str], Order], ...] = (
    (v.ADD_WORDS, _add),
    (v.REMOVE_WORDS, _remove),
    (v.REPLACE_WORDS, _replace),
    (v.CHANGE_WORDS, _change),
)
