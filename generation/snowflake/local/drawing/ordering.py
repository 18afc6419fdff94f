"""What comes before the layout: order from left to right, natural sizes, the usual sky."""

from collections.abc import Sequence

from .scene import OPEN_AIR, Scene, Thing
from .shapes import SHAPES

SIDES = frozenset({"left", "right", "beside", "with", "of"})


def natural_size(thing: Thing) -> tuple[float, float]:
    """Width and height among other things, before the picture is filled."""
    _, _, w, h = thing.art.box
    unit = thing.art.size * thing.scale / max(w, h)
    return w * unit, h * unit


def neighbours(things: Sequence[Thing]) -> list[Thing]:
    """The order from left to right that "left of" and "beside" ask for."""
    order: list[Thing] = []
    for thing in things:
        anchor = thing.anchor
        if thing.relation in SIDES and anchor in order:
            at = order.index(anchor)
            order.insert(at if thing.relation == "left" else at + 1, thing)
        elif any(t.anchor is thing and t.relation in SIDES for t in order):
            first = next(t for t in order if t.anchor is thing)
            at = order.index(first)
            order.insert(at + 1 if first.relation == "left" else at, thing)
        else:
            order.append(thing)
    return order


def usual_sky(scene: Scene) -> list[Thing]:
    """The sun, moon and clouds an open sky gets unasked."""
    named = {thing.art.name for thing in scene.things} | scene.hidden
    if scene.resolved_place() not in OPEN_AIR or "rainbow" in named:
        return []
    wanted = {"night": ["moon"], "sunset": ["cloud"]}.get(scene.resolved_time(), ["sun", "cloud"])
    lights = {"sun", "moon", "crescent moon"}
    return [
        Thing(name, SHAPES[name], count=2 if name == "cloud" else 1)
        for name in (["cloud"] if scene.weather else wanted)
        if name not in named and not (name in lights and named & lights)
    ]
