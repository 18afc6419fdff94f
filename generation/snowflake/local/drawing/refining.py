"""Changing a picture that is given: its named groups become a scene, the words change the scene,
and what has changed is changed in the picture. Everything else stays, byte for byte.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .backdrops import backdrop
from .edits import apply_orders
from .geometry import Box
from .lexicon import lexicon
from .messages import Request
from .ordering import natural_size
from .parts import Part, placement, take_apart
from .picture import BACKDROP, WEATHER, part_name, weather
from .scene import Look, Scene, Thing

_VIEWBOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_BEHIND = frozenset({"sky", "backsky", "behind", "floor", "pattern"})
# Where something new may stand: parts of width and height, the first free place is taken.
_ON_GROUND = [(x, y) for y in (0.88, 0.98) for x in (0.5, 0.8, 0.2, 0.65, 0.35, 0.9, 0.1)]
_IN_SKY = [(x, y) for y in (0.17, 0.3) for x in (0.8, 0.5, 0.2, 0.65, 0.35)]


@dataclass
class Refined:
    """The new picture, and the words for what could not be done."""

    svg: str
    scene: Scene


@dataclass
class _Known:
    """A thing of the given picture: which parts draw it, and how it was before the words."""

    thing: Thing
    at: list[int]
    before: Thing = field(init=False)

    def __post_init__(self) -> None:
        self.before = replace(self.thing, parts=dict(self.thing.parts))


def refine(request: Request, seed: int = 0) -> Refined:
    """Change `request.picture` as its text says; never raises on any text."""
    head, parts = take_apart(request.picture)
    scene = Scene(place="plain")
    if size := _VIEWBOX.search(head):
        scene.canvas = (round(float(size[1])), round(float(size[2])))
    known = _read_things(scene, parts)
    before = replace(scene)
    missing_before = {thing.art.name for thing in scene.things}
    apply_orders(scene, request)
    for name in sorted(scene.hidden - missing_before):
        scene.missing.append(f"remove {name}: no part of the picture is called so")
    editor = _Editor(scene, parts, seed)
    editor.change(known)
    editor.add([thing for thing in scene.things if all(thing is not k.thing for k in known)])
    editor.renew_backdrop(before)
    return Refined(head + "".join(part.markup for part in editor.parts if part) + "</svg>", scene)


def _read_things(scene: Scene, parts: list[Part]) -> list[_Known]:
    """One thing for all parts of a name that can be drawn; "tree 2" is a tree."""
    known: dict[str, _Known] = {}
    for at, part in enumerate(parts):
        name = re.sub(r" \d+$", "", part.name)
        if name.startswith(BACKDROP):
            _read_backdrop(scene, name)
            continue
        found = lexicon().find(name) if name and name != WEATHER else None
        if found is None:
            continue
        if name in known:
            known[name].at.append(at)
            known[name].thing.count += 1
        else:
            known[name] = _Known(Thing(name, found[0]), [at])
            scene.things.append(known[name].thing)
    for each in known.values():
        each.before.count = each.thing.count
    return list(known.values())


def _read_backdrop(scene: Scene, name: str) -> None:
    words = name.split()[1:]
    scene.place = words[-1] if words else "plain"
    scene.time = next((word for word in words if word in ("night", "sunset")), "")


class _Editor:
    """Takes over into the picture what has become of the scene."""

    def __init__(self, scene: Scene, parts: list[Part], seed: int) -> None:
        self.scene, self.seed = scene, seed
        self.parts: list[Part | None] = list(parts)

    def change(self, known: list[_Known]) -> None:
        for each in known:
            kept = any(thing is each.thing for thing in self.scene.things)
            count = each.thing.count if kept else 0
            for at in each.at[count:]:
                self.parts[at] = None
            for index, at in enumerate(each.at[:count]):
                self._change_part(each, at, index)
            if count > len(each.at):
                self._place(each.thing, range(len(each.at), count))

    def _change_part(self, each: _Known, at: int, index: int) -> None:
        part, thing, before = self.parts[at], each.thing, each.before
        assert part is not None  # noqa: S101
        box = part.box(before.art)
        if thing.art is not before.art:
            if box is None:
                self.scene.missing.append(f"replace {before.word}")
                return
            self.parts[at] = self._drawn(thing, index, _fitted(box, thing))
            return
        if thing.look(index) != before.look(index):
            part = _recoloured(part, thing, index)
        if box is not None and (thing.scale, thing.shift) != (before.scale, before.shift):
            foot = (box.centre[0], box.bottom)
            grown = box.scaled(thing.scale / before.scale, *foot).moved(*thing.shift)
            part = part.moved_to(self._inside(grown), thing.art)
        elif box is None and (thing.scale, thing.shift) != (before.scale, before.shift):
            self.scene.missing.append(f"move {before.word}")
        self.parts[at] = part

    def add(self, things: list[Thing]) -> None:
        for thing in things:
            self._place(thing, range(thing.count))

    def _place(self, thing: Thing, copies: range) -> None:
        for index in copies:
            part = self._drawn(thing, index, self._free_box(thing))
            behind = thing.art.zone in _BEHIND
            self.parts.insert(self._above_backdrop() if behind else len(self.parts), part)

    def _drawn(self, thing: Thing, index: int, box: Box) -> Part:
        number = Counter(re.sub(r" \d+$", "", part.name) for part in self.parts if part)
        name = part_name(thing.art.name, number[thing.art.name.replace("-", " ")] + 1)
        inside = thing.art.paint(thing.look(index))
        markup = f'<g id="{name}" {placement(box, thing.art)}>{inside}</g>'
        return Part(name.replace("-", " "), markup)

    def _free_box(self, thing: Thing) -> Box:
        """Of the places that suit it, the one that covers least of what is there."""
        w, h = self.scene.canvas
        grow = min(w, h) / 512
        width, height = (side * grow for side in natural_size(thing))
        in_sky = thing.art.zone in ("sky", "backsky", "air", "space")
        boxes = []
        for x, y in _IN_SKY if in_sky else _ON_GROUND:
            top = y * h - height / 2 if in_sky else y * h - height
            boxes.append(self._inside(Box(x * w - width / 2, top, width, height)))
        taken = list(self._taken())
        return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))

    def _taken(self) -> list[Box]:
        found = []
        for part in self.parts:
            art = lexicon().find(re.sub(r" \d+$", "", part.name)) if part and part.name else None
            box = part.box(art[0]) if part and art else None
            found += [box] if box else []
        return found

    def _inside(self, box: Box) -> Box:
        w, h = self.scene.canvas
        x = min(max(box.x, 4), max(4, w - box.w - 4))
        return Box(x, min(max(box.y, 4), max(4, h - box.h - 4)), box.w, box.h)

    def _above_backdrop(self) -> int:
        names = [part.name if part else "" for part in self.parts]
        return next((at + 1 for at, name in enumerate(names) if name.startswith(BACKDROP)), 0)

    def renew_backdrop(self, before: Scene) -> None:
        """Another place, time, weather or colour of the ground."""
        scene = self.scene
        if _surroundings(scene) == _surroundings(before):
            return
        name = part_name(f"{BACKDROP} {scene.backdrop_name()}")
        new = Part(name.replace("-", " "), f'<g id="{name}">{backdrop(scene, self.seed)}</g>')
        at = self._above_backdrop()
        self.parts[max(0, at - 1) : at] = [new]
        if drops := weather(scene, self.seed):
            self.parts.append(Part(WEATHER, drops))


def _surroundings(scene: Scene) -> tuple[str, ...]:
    return scene.place, scene.time, scene.weather, scene.background


def _fitted(box: Box, thing: Thing) -> Box:
    """A thing of other proportions, standing where the old one stood."""
    _, _, w, h = thing.art.box
    scale = max(box.w, box.h) / max(w, h)
    return Box(box.centre[0] - w * scale / 2, box.bottom - h * scale, w * scale, h * scale)


def _recoloured(part: Part, thing: Thing, index: int) -> Part:
    """The paints that the wished look changes; in a strange drawing its most frequent one."""
    plain, wished = (
        Part("", thing.art.paint(look)).paints() for look in (Look(), thing.look(index))
    )
    paints = part.paints()
    if len(plain) == len(wished) == len(paints):
        return part.painted(
            [
                new if new != old else now
                for old, new, now in zip(plain, wished, paints, strict=True)
            ]
        )
    solid = Counter(paint for paint in paints if paint != "none" and not paint.startswith("url"))
    if not solid or not thing.colours:
        return part
    most = solid.most_common(1)[0][0]
    return part.painted([thing.colours[0] if paint == most else paint for paint in paints])


def _shared(a: Box, b: Box) -> float:
    """The area that two boxes have in common."""
    across = min(a.right, b.right) - max(a.x, b.x)
    down = min(a.bottom, b.bottom) - max(a.y, b.y)
    return max(0.0, across) * max(0.0, down)
