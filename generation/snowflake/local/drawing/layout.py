"""Gives every thing of a scene a place and a size. Pure: no markup here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import vocabulary as v
from .geometry import Box, around, arrange, scatter
from .ordering import SIDES, natural_size, neighbours, usual_sky
from .relations import PLACERS
from .scene import OPEN_AIR, Scene, Thing

SHARED = frozenset({"on", "in", "above", "under", "front", "behind"})
HORIZON = 0.645  # of the height
SKY_SLOTS = (
    (0.17, 0.16),
    (0.8, 0.15),
    (0.5, 0.13),
    (0.33, 0.28),
    (0.66, 0.29),
    (0.92, 0.32),
    (0.07, 0.34),
)


@dataclass(frozen=True)
class Placed:
    """One copy of a thing in its box. Lower layers are painted first."""

    thing: Thing
    index: int
    box: Box
    layer: int


def place_all(scene: Scene, seed: int = 0) -> list[Placed]:
    """Every copy of every thing with its box, in painting order."""
    plan = _Plan(scene, seed)
    plan.run()
    return sorted(plan.placed, key=lambda placed: placed.layer)


def mirrored(placed: Placed, width: float) -> Placed:
    """On the other side of a canvas of this width; the thing itself is not turned round."""
    return replace(placed, box=replace(placed.box, x=width - placed.box.right))


class _Plan:
    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.seed = scene, seed
        self.place = scene.resolved_place()
        self.width, self.height = scene.canvas
        self.boxes: dict[int, list[Box]] = {}
        self.placed: list[Placed] = []

    def run(self) -> None:
        things = self.scene.things
        free = [t for t in things if not self._leans(t)]
        leaning = [t for t in things if self._leans(t)]
        for zone, place_zone in ZONES:
            chosen = [t for t in free if self._zone(t) == zone]
            if chosen or zone == "sky":
                place_zone(self, chosen)
        for _ in range(len(leaning)):
            ready = [t for t in leaning if id(t.anchor) in self.boxes and id(t) not in self.boxes]
            for thing in ready:
                self._lean(thing)
        self._fit()
        for thing in things:
            self._commit(thing, self.boxes.get(id(thing), []))

    def _leans(self, thing: Thing) -> bool:
        """Whether the thing's box follows from its anchor's."""
        anchor, relation = thing.anchor, thing.relation
        if not anchor or relation not in PLACERS:
            return False
        zone, other = self._zone(thing), self._zone(anchor)
        if relation == "around" or zone == other == "main":
            return zone != "pattern"
        if other in ("floor", "sky", "backsky", "pattern"):
            return False
        return zone not in ("sky", "backsky", "behind", "floor")

    def _zone(self, thing: Thing) -> str:
        zone = thing.art.zone
        if zone in ("pattern", "floor", "behind", "backsky") and self.place != "plain":
            return zone
        if zone == "pattern":
            return zone
        if zone == "sky" and self.place not in ("plain", "underwater", "room"):
            return "sky"
        if zone == "air" and self.place in OPEN_AIR:
            return "air"
        return "main"

    def _spread(
        self, things: Sequence[Thing], area: Box, grow: float, stand: bool, one_row: bool = False
    ) -> None:
        """Copies of the things side by side in the area."""
        order = [thing for thing in things for _ in range(thing.count)]
        boxes = arrange([natural_size(t) for t in order], area, grow, stand, 1 if one_row else 6)
        for thing, box in zip(order, boxes, strict=True):
            self.boxes.setdefault(id(thing), []).append(box)

    def main(self, things: Sequence[Thing]) -> None:
        """What the picture is about: in rows on the ground, or in the middle."""
        order = neighbours(things)
        if self.place == "plain":
            order.sort(key=lambda thing: thing.art.zone not in ("sky", "air"))
        stand = self.place not in ("plain", "space", "underwater", "sky")
        area = self._main_area(stand)
        largest = max((max(natural_size(thing)) for thing in order), default=1)
        grow = max(1.6 if stand else 1.9, min(4, (190 if stand else 300) / largest))
        self._spread(order, area, grow, stand, one_row=any(t.relation in SIDES for t in order))

    def _main_area(self, stand: bool) -> Box:
        margin = self.width * (0.07 if stand else 0.13)
        top, bottom = (0.2, 0.88) if stand else (0.14, 0.86)
        if any(thing.art.zone == "sea" for thing in self.scene.things) and self.place == "sea":
            bottom = 0.8
        return Box(margin, top * self.height, self.width - 2 * margin, (bottom - top) * self.height)

    def air(self, things: Sequence[Thing]) -> None:
        """Flying things: over the ground, larger when they are alone."""
        alone = all(t.art.zone in ("air", "sky", "backsky", "behind") for t in self.scene.things)
        depth = 0.5 if alone else 0.26
        area = Box(self.width * 0.1, self.height * 0.1, self.width * 0.8, self.height * depth)
        count = sum(thing.count for thing in things)
        if alone or count <= 3:
            self._spread(things, area, 1.5 if alone else 1.0, stand=False)
            return
        self._scattered(things, area, min(1.0, 5 / count + 0.4))

    def _scattered(self, things: Sequence[Thing], area: Box, shrink: float) -> None:
        order = [thing for thing in things for _ in range(thing.count)]
        for thing, (x, y) in zip(order, scatter(len(order), area, self.seed), strict=True):
            self._put(thing, x, y, shrink)

    def _put(self, thing: Thing, x: float, y: float, shrink: float = 1) -> None:
        w, h = (side * shrink for side in natural_size(thing))
        self.boxes.setdefault(id(thing), []).append(Box(x - w / 2, y - h / 2, w, h))

    def sky(self, things: Sequence[Thing]) -> None:
        """Sun, moon, clouds and stars; a clear sky gets the usual ones unasked."""
        usual = usual_sky(self.scene)
        order = [t for t in (*things, *usual) for _ in range(t.count)]
        order.sort(key=lambda t: LIGHTS.get(t.art.name, 2))
        if len(order) > len(SKY_SLOTS) or self.place == "space":
            area = Box(self.width * 0.04, self.height * 0.03, self.width * 0.92, self.height * 0.45)
            if self.place == "space":
                area = Box(area.x, area.y, area.w, self.height * 0.94)
            self._scattered([*things, *usual], area, 0.8)
        else:
            slots = list(SKY_SLOTS)
            for thing in order:
                x, y = slots.pop(1 if thing.art.name == "moon" and len(slots) > 1 else 0)
                self._put(thing, x * self.width, y * self.height)
        for thing in usual:
            self._commit(thing, self.boxes[id(thing)])

    def backsky(self, things: Sequence[Thing]) -> None:
        """Rainbows and fireworks: large, behind everything."""
        for thing in things:
            for i in range(thing.count):
                x = self.width * (i + 1) / (thing.count + 1)
                bottom = self.height * (HORIZON if thing.art.name == "rainbow" else 0.45)
                self._put(thing, x, bottom - natural_size(thing)[1] / 2)

    def behind(self, things: Sequence[Thing]) -> None:
        """Mountains and hills: on the horizon, as wide as there is room."""
        horizon = self.height * HORIZON
        alone = len(self.scene.things) == len(things)
        order = [thing for thing in things for _ in range(thing.count)]
        for i, thing in enumerate(order):
            w, h = natural_size(thing)
            grow = min(self.width / w, horizon * 0.8 / h, 1.6 if alone else 1.25)
            x = self.width * (i + 1) / (len(order) + 1) - w * grow / 2
            box = Box(x, horizon + 6 - h * grow, w * grow, h * grow)
            self.boxes.setdefault(id(thing), []).append(box)

    def floor(self, things: Sequence[Thing]) -> None:
        """Roads, rivers, lakes: flat on the ground, full width where they are wide."""
        for thing in things:
            w, h = natural_size(thing)
            wide = self.width / 512 * thing.scale
            top = self.height * (HORIZON if h > 95 else 0.76)
            box = Box((self.width - w * wide) / 2, top, w * wide, h)
            if h > 110:
                box = Box(box.x, top, box.w, self.height - top)
            self.boxes[id(thing)] = [box]

    def pattern(self, things: Sequence[Thing]) -> None:
        """Patterns fill the picture."""
        side = max(self.width, self.height)
        for thing in things:
            self.boxes[id(thing)] = [Box(0, 0, side, side)]

    def _lean(self, thing: Thing) -> None:
        assert thing.anchor is not None  # noqa: S101
        anchors = self.boxes[id(thing.anchor)]
        w, h = natural_size(thing)
        ratio = anchors[0].w / natural_size(thing.anchor)[0]
        size = (w * ratio, h * ratio)
        if len(anchors) > 1 and thing.count < len(anchors):
            anchors = anchors[:1] if thing.relation in ("wear", "hold") else [around(anchors)]
        anchors = [self._share(thing, anchor) for anchor in anchors]
        placer = PLACERS[thing.relation]
        boxes: list[Box] = []
        for i, anchor in enumerate(anchors):
            share = len(range(i, thing.count, len(anchors)))
            boxes += placer(thing, anchor, size, share) if share else []
        self.boxes[id(thing)] = boxes

    def _share(self, thing: Thing, anchor: Box) -> Box:
        """The part of an anchor that is left to one of several things on or in it."""
        mates = [
            t for t in self.scene.things
            if t.anchor is thing.anchor and t.relation == thing.relation and self._leans(t)
        ]  # fmt: skip
        if len(mates) < 2 or thing.relation not in SHARED:
            return anchor
        at = next(i for i, mate in enumerate(mates) if mate is thing)
        if any(mate.text for mate in mates):
            height = anchor.h / len(mates)
            return Box(anchor.x, anchor.y + height * at, anchor.w, height)
        widths = [natural_size(mate)[0] * mate.count for mate in mates]
        whole = anchor.w * 0.9 / sum(widths)
        start = anchor.x + anchor.w * 0.05 + sum(widths[:at]) * whole
        return Box(start, anchor.y, widths[at] * whole, anchor.h)

    def _fit(self) -> None:
        """Shrink what stands together until it is inside the picture."""
        group = [
            t for t in self.scene.things
            if self._leans(t) or (id(t) in self.boxes and self._zone(t) in ("main", "air"))
        ]  # fmt: skip
        boxes = [box for t in group for box in self.boxes.get(id(t), [])]
        if not boxes:
            return
        whole, margin = around(boxes), 0.04 * self.height
        x, y = self.width / 2, max(min(whole.bottom, self.height * 0.9), self.height * 0.5)
        centre = whole.centre[0]
        factor = min(1.0, (self.width - 2 * margin) / whole.w, (y - margin) / max(1.0, whole.h))
        for thing in group:
            self.boxes[id(thing)] = [
                box.moved(x - centre if factor < 1 else 0, y - whole.bottom).scaled(factor, x, y)
                for box in self.boxes.get(id(thing), [])
            ]

    def _commit(self, thing: Thing, boxes: Sequence[Box]) -> None:
        layer = self._layer(thing)
        for i, box in enumerate(boxes):
            moved = box.moved(*thing.shift) if any(thing.shift) else box
            self.placed.append(Placed(thing, i, self._inside(moved, thing), layer))

    def _inside(self, box: Box, thing: Thing) -> Box:
        if not any(thing.shift):
            return box
        x = min(max(box.x, 4), max(4, self.width - box.w - 4))
        return Box(x, min(max(box.y, 4), max(4, self.height - box.h - 4)), box.w, box.h)

    def _layer(self, thing: Thing) -> int:
        base = LAYERS.get(self._zone(thing), 50)
        if not self._leans(thing) or thing.anchor is None:
            return base
        own = self._layer(thing.anchor)
        return own + (-1 if thing.relation in ("behind", "in") and not _shows_inside(thing) else 1)


def _shows_inside(thing: Thing) -> bool:
    """A star inside a circle is in front of it, a rose in a vase behind its rim."""
    anchor = thing.anchor
    if thing.relation != "in" or anchor is None:
        return False
    return anchor.art.name not in v.CONTAINERS and anchor.art.zone != "sea"


LIGHTS = {"sun": 0, "moon": 1}  # placed before clouds and stars
LAYERS = {"pattern": 0, "sky": 5, "backsky": 4, "behind": 10, "floor": 20, "air": 40, "main": 50}
ZONES = (
    ("pattern", _Plan.pattern), ("backsky", _Plan.backsky), ("sky", _Plan.sky),
    ("behind", _Plan.behind), ("floor", _Plan.floor), ("air", _Plan.air), ("main", _Plan.main),
)  # fmt: skip
