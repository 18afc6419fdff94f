"""Where a thing goes that leans on another: on it, in it, under it, behind it …"""

from collections.abc import Callable
from math import cos, pi, sin

from . import vocabulary as v
from .geometry import Box
from .scene import Thing

Size = tuple[float, float]
Placer = Callable[[Thing, Box, Size, int], list[Box]]
# How far below an anchor's top its upper surface lies, as part of its height.
SURFACES = {
    "table": 0.02, "island": 0.12, "iceberg": 0.2, "hill": 0.16, "sofa": 0.52, "bed": 0.5,
    "bridge": 0.26, "boat": 0.25, "horse": 0.4, "bicycle": 0.35, "birthday cake": 0.16,
    "branch": 0.42, "mountain": 0.08, "couch and lamp": 0.6, "chair": 0.5, "plate": 0.45,
    "elephant": 0.2, "motorcycle": 0.35, "sunflower": 0.18, "moon": 0.1,
}  # fmt: skip


def _row(area_x: float, area_w: float, bottom: float, size: Size, count: int) -> list[Box]:
    """`count` copies in a row, shrunk to the width, standing on `bottom`."""
    w, h = size
    step = min(w * 1.08, area_w / count)
    shrink = min(1.0, step / (w * 1.02) if count > 1 else area_w / w)
    start = area_x + (area_w - step * count) / 2
    return [
        Box(start + step * (i + 0.5) - w * shrink / 2, bottom - h * shrink, w * shrink, h * shrink)
        for i in range(count)
    ]


def on(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """Standing on the anchor's upper surface."""
    name = thing.anchor.art.name if thing.anchor else ""
    bottom = anchor.y + anchor.h * SURFACES.get(name, 0.06)
    roomy = 0.84 if name in SURFACES else 1.3
    return _row(anchor.centre[0] - anchor.w * roomy / 2, anchor.w * roomy, bottom, size, count)


def inside(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """Looking out of a vessel, or in the middle of a flat shape."""
    symbol = thing.anchor is not None and thing.anchor.art.zone == "symbol"
    name = thing.anchor.art.name if thing.anchor else ""
    seat = anchor.y + anchor.h * 0.62
    if symbol:
        return _centred(anchor, size, count, 0.62 if thing.text or count > 1 else 0.56)
    if name in v.CONTAINERS:
        return _heap(anchor, size, count)
    if thing.anchor and thing.anchor.art.zone == "sea":
        return _row(anchor.x + anchor.w * 0.18, anchor.w * 0.64, seat, size, count)
    shrink = min(1.0, anchor.h * 0.5 / size[1])
    low, small = anchor.bottom - anchor.h * 0.1, (size[0] * shrink, size[1] * shrink)
    return _row(anchor.x + anchor.w * 0.15, anchor.w * 0.7, low, small, count)


def _centred(anchor: Box, size: Size, count: int, part: float) -> list[Box]:
    w, h = size
    scale = min(anchor.w * part * (1.25 if w > h * 2 else 1) / (w * count), anchor.h * part / h)
    x, y = anchor.centre
    start = x - w * scale * count / 2
    return [
        Box(start + i * w * scale, y - h * scale / 2, w * scale, h * scale) for i in range(count)
    ]


def _heap(anchor: Box, size: Size, count: int) -> list[Box]:
    """A pile whose lowest row sinks behind the rim."""
    per_row = max(1, min(4, round(count**0.5 + 0.4)))
    w, h = size
    scale = min(1.0, anchor.w * 0.84 / (w * min(per_row, count) * 0.82))
    w, h = w * scale, h * scale
    boxes: list[Box] = []
    bottom = anchor.y + min(anchor.h * 0.34, h * 0.3)
    left, length = count, min(per_row, count)
    while left > 0:
        used = min(left, length)
        boxes += _row(anchor.centre[0] - w * used * 0.41, w * used * 0.82, bottom, (w, h), used)
        left, bottom, length = left - used, bottom - h * 0.6, max(1, length - 1)
    return boxes[::-1]


def under(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """In the room below a table, at the foot of a tree, or beneath a thing without legs."""
    name = thing.anchor.art.name if thing.anchor else ""
    w, h = size
    if name in v.ROOFED:
        shrink = min(1.0, anchor.h * 0.68 / h)
        low = anchor.bottom
        return _row(
            anchor.x + anchor.w * 0.12, anchor.w * 0.76, low, (w * shrink, h * shrink), count
        )
    if name in ("tree", "pine tree", "palm tree"):
        shrink = min(1.0, anchor.h * 0.45 / h)
        x = anchor.centre[0] + anchor.w * 0.1
        return _row(x, anchor.w * 0.7, anchor.bottom + 6, (w * shrink, h * shrink), count)
    return _row(anchor.centre[0] - anchor.w, anchor.w * 2, anchor.bottom + h * 1.06, size, count)


def above(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """Over the anchor with a gap."""
    gap = max(12.0, anchor.h * 0.12)
    return _row(anchor.centre[0] - anchor.w, anchor.w * 2, anchor.y - gap, size, count)


def behind(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """Painted first, shifted so that it is seen."""
    w, h = size
    hidden = w < anchor.w * 1.2 and h < anchor.h * 1.3
    x = anchor.centre[0] + (anchor.w * 0.42 if hidden else 0)
    return _row(x - w * count * 0.55, w * count * 1.1, anchor.bottom - anchor.h * 0.08, size, count)


def front(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """Painted last, a little lower, shifted so that the anchor is seen."""
    w, h = size
    shrink = min(1.0, anchor.h * 1.2 / h)
    x = anchor.centre[0] - anchor.w * (0.3 if count == 1 else 0)
    size = (w * shrink, h * shrink)
    return _row(x - size[0] * count * 0.55, size[0] * count * 1.1, anchor.bottom + 16, size, count)


def ring(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """All around the anchor."""
    (x, y), (w, h) = anchor.centre, size
    rx, ry = anchor.w * 0.5 + w * 0.7, anchor.h * 0.5 + h * 0.7
    angles = [2 * pi * i / count - pi / 2 for i in range(count)]
    return [Box(x + rx * cos(a) - w / 2, y + ry * sin(a) - h / 2, w, h) for a in angles]


def held(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """At the anchor's hand; clip art mostly looks to the left."""
    w, h = size
    shrink = min(1.0, anchor.h * 0.62 / h, anchor.w * 0.8 / w)
    w, h = w * shrink, h * shrink
    return [
        Box(anchor.x - w * (0.7 + i * 0.9), anchor.y + anchor.h * 0.8 - h, w, h)
        for i in range(count)
    ]


def worn(thing: Thing, anchor: Box, size: Size, count: int) -> list[Box]:
    """A hat on the head, a scarf at the neck, glasses at the eyes."""
    name = thing.art.name
    part, drop = {"scarf": (0.42, 0.82), "glasses": (0.5, 0.36), "sunglasses": (0.5, 0.36)}.get(
        name, (0.52, 0.14)
    )
    w, h = size
    scale = anchor.w * part / w
    w, h = w * scale, h * scale
    bottom = anchor.y + anchor.h * drop + (h * 0.1 if drop < 0.2 else 0)
    return [Box(anchor.centre[0] - w / 2, bottom - h, w, h)] * count


PLACERS: dict[str, Placer] = {
    "on": on, "in": inside, "under": under, "above": above, "behind": behind, "front": front,
    "around": ring, "hold": held, "wear": worn,
}  # fmt: skip
