"""From chat messages to a picture: read, compose, lay out, write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .edits import apply_message
from .layout import mirrored, place_all
from .messages import Request, user_requests
from .picture import write_svg
from .refining import refine
from .scene import Scene, describe
from .wishes import NO_WISHES

ENGINE_NAME = "built-in preview engine (rules and clip art)"
MAX_NAMED = 30  # a longer list of misses tells the reader nothing new


@dataclass(frozen=True)
class Drawing:
    """A finished picture and an honest account of it.

    `drawn` names the things in the picture, `not_drawn` the words (as typed) that were left out.
    """

    svg: str
    drawn: tuple[str, ...]
    not_drawn: tuple[str, ...]
    backdrop: str


def draw(messages: Sequence[Mapping[str, str]], seed: int = 0) -> Drawing:
    """Draw what the user messages ask for; never raises on any text.

    `messages` are chat messages ({"role", "content"}); later user messages edit the picture. A
    message that brings a picture along changes that one.
    Same messages and seed give the same bytes.
    """
    requests = user_requests(messages)
    given = next((request for request in requests if request.picture), None)
    svg, scene = _changed(given, seed) if given else _drawn(requests, seed)
    return Drawing(
        svg=svg,
        drawn=tuple(describe(thing) for thing in scene.things),
        not_drawn=_misses(scene),
        backdrop=scene.backdrop_name(),
    )


def _drawn(requests: Sequence[Request], seed: int) -> tuple[str, Scene]:
    scene = Scene()
    for request in requests:
        scene = apply_message(scene, request)
    wishes = requests[0].wishes if requests else NO_WISHES
    wishes.apply(scene)
    wishes.vary(scene)
    placed = place_all(scene, seed)
    if wishes.is_mirrored:
        placed = [mirrored(item, scene.canvas[0]) for item in placed]
    return write_svg(scene, placed, seed), scene


def _changed(request: Request, seed: int) -> tuple[str, Scene]:
    refined = refine(request, seed)
    return refined.svg, refined.scene


def _misses(scene: Scene) -> tuple[str, ...]:
    unique = list(dict.fromkeys(scene.missing))
    if scene.is_abstract() and not scene.abstract:
        unique.append("nothing recognised: an abstract composition instead")
    return tuple(unique[-MAX_NAMED:])
