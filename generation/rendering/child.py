"""The process that draws: one picture from standard input, its bytes to standard output.

It is started for each picture and imports nothing of this project, so that a picture that is made
to cost can only end this process. Its limits are set before the picture is read. By itself:

    python -I child.py png '{"size": 512, "box": [40, 20]}' < picture.svg > picture.png
"""

import json
import re
import resource
import sys
from collections.abc import Callable
from typing import Any

CPU_SECONDS = 5
ADDRESS_SPACE = 1 << 30  # bytes; a picture of 2048 pixels a side takes 16 MiB a layer

# The page is as large as the picture, which it shows as paths and embedded letters.
PAGE = b"""
#let given = json(bytes(sys.inputs.given))
#set document(title: given.title)
#set page(width: given.width * 1pt, height: given.height * 1pt, margin: 0pt, fill: none)
#image("picture.svg", width: 100%, height: 100%, fit: "stretch", alt: given.alt)
"""
# For each generic family, what is taken of the fonts that this machine has.
FAMILIES = {
    "serif": ("Liberation Serif", "Times New Roman", "Noto Serif", "DejaVu Serif"),
    "sans-serif": ("Liberation Sans", "Arial", "Noto Sans", "DejaVu Sans"),
    "monospace": ("Liberation Mono", "Courier New", "Noto Sans Mono", "DejaVu Sans Mono"),
}
FAMILY = re.compile(r'(?<= font-family=")[^"]*')
SIDE = re.compile(r' (?:width|height)="[^"]*"')
# Pixels that a picture says it has: its longer side, or more where the shorter one has none.
LONGER_SIDE, LONGEST_SIDE = 4096.0, 1e6


def limit() -> None:
    """No more time and memory than stated; no file is written, no memory is dumped."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sized(svg: str, width: float, height: float) -> str:
    """With a size on its outermost element, in the same proportions.

    The renderer rounds a picture's own size to whole pixels, so that one of half a unit a side
    would be drawn in a corner, and sees nothing in one of a thousandth.
    """
    longer, shorter = max(width, height), min(width, height)
    scale = max(LONGER_SIDE / longer, min(1 / shorter, LONGEST_SIDE / longer))
    head, end, rest = svg.partition(">")
    sides = f' width="{width * scale:.9g}" height="{height * scale:.9g}"'
    return SIDE.sub("", head) + sides + end + rest


def png(svg: str, given: dict[str, Any]) -> bytes:
    """Drawn on nothing, the longer side `size` pixels."""
    from resvg_py import svg_to_bytes

    return svg_to_bytes(svg_string=svg, width=given["size"], height=given["size"])


def pdf(svg: str, given: dict[str, Any]) -> bytes:
    """One page of `width` × `height` points with the picture as vectors, its `title` and `alt`."""
    from typst import Fonts, compile

    have = set(Fonts().families())
    if "font-family" not in svg.partition(">")[0]:
        svg = svg.replace("<svg ", '<svg font-family="serif" ', 1)
    svg = FAMILY.sub(lambda found: with_real_fonts(found.group(), have), svg)
    # The package's types know of one file only, its documentation of a dictionary of them.
    files: Any = {"main.typ": PAGE, "picture.svg": svg.encode()}
    inputs = {"given": json.dumps(given)}
    done: bytes = compile(files, format="pdf", sys_inputs=inputs, timestamp=0)
    return done


def with_real_fonts(families: str, have: set[str]) -> str:
    """A list of families, its generic ones named: this renderer does not know them."""
    wanted = [name.strip().strip("'") for name in families.split(",")]
    known = [font for name in wanted for font in FAMILIES.get(name, (name,)) if font in have]
    return ", ".join(f"'{font}'" for font in known) or families


FORMATS: dict[str, Callable[[str, dict[str, Any]], bytes]] = {"png": png, "pdf": pdf}


if __name__ == "__main__":
    limit()
    kind, argument = sys.argv[1:]
    told = json.loads(argument)
    picture = sized(sys.stdin.buffer.read().decode(), *told.pop("box"))
    sys.stdout.buffer.write(FORMATS[kind](picture, told))
