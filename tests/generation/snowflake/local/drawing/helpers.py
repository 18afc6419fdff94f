"""What the tests of the drawing engine share."""

import re
from xml.etree import ElementTree as ET

from generation.snowflake.local.drawing import Drawing, draw
from generation.snowflake.local.drawing.edits import apply_message
from generation.snowflake.local.drawing.geometry import Box, around
from generation.snowflake.local.drawing.layout import place_all
from generation.snowflake.local.drawing.messages import Request
from generation.snowflake.local.drawing.scene import Scene

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = frozenset(
    SVG + name
    for name in [
        "svg", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "g",
        "defs", "style",
    ]
)  # fmt: skip


def ask(*requests: str, seed: int = 0) -> Drawing:
    """Draw requests as the application sends them."""
    return draw([{"role": "user", "content": f"<request>{r}</request>"} for r in requests], seed)


def compose(*requests: str) -> Scene:
    """The scene after these requests."""
    scene = Scene()
    for request in requests:
        scene = apply_message(scene, Request(request))
    return scene


def boxes(*requests: str) -> dict[str, Box]:
    """The box around all copies of each thing, by the word used for it."""
    found: dict[str, list[Box]] = {}
    for placed in place_all(compose(*requests)):
        found.setdefault(placed.thing.word, []).append(placed.box)
    return {word: around(copies) for word, copies in found.items()}


def placed_groups(svg: str) -> list[tuple[float, float]]:
    """Where each placed thing of the document was moved to."""
    groups = ET.fromstring(svg).findall(f"{SVG}g")  # noqa: S314
    moves = [re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", g.get("transform", "")) for g in groups]
    return [(float(m[1]), float(m[2])) for m in moves if m]
