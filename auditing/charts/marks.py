"""What tells series apart beside their colour: the shape of a point, the pattern of an area."""

from xml.etree.ElementTree import Element

from auditing.charts.data import TONES
from auditing.charts.markup import add

# Around (0, 0), about eight units across.
_SHAPES = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",  # circle
    "M-3.5 -3.5h7v7h-7z",  # square
    "M0 -4.5L4.5 3.5h-9z",  # triangle
    "M0 -5L5 0L0 5L-5 0z",  # diamond
    "M-4.5 -3.5h9L0 4.5z",  # triangle, on its head
    "M-1.5 -4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",  # cross
)

# Lines across an eight by eight tile; the first tone of each kind stays plain.
_PATTERNS = (
    "",
    "M-2 2l4 -4M0 8l8 -8M6 10l4 -4",
    "M0 2h8M0 6h8",
    "M2 2h1.5v1.5h-1.5zM6 6h1.5v1.5h-1.5z",
    "M-2 6l4 4M0 0l8 8M6 -2l4 4",
    "M2 0v8M6 0v8",
)
_PATTERN_OF_TONE = {"good": 0, "bad": 1, "busy": 2, "quiet": 3}


def draw_mark(parent: Element, tone: str, x: float, y: float) -> Element:
    """The point of a series."""
    shape = _SHAPES[TONES.index(tone) % len(_SHAPES)]
    return add(
        parent, "path", d=shape, transform=f"translate({x:.2f} {y:.2f})", class_="chart-mark"
    )


def pattern_of(tone: str) -> str:
    """The path of an area's pattern; empty where the area is plain."""
    return _PATTERNS[_PATTERN_OF_TONE.get(tone, TONES.index(tone) % len(_PATTERNS))]


def define_patterns(svg: Element, key: str, tones: list[str]) -> None:
    """What `pattern_fill` refers to, once a drawing."""
    needed = [tone for tone in tones if pattern_of(tone)]
    if not needed:
        return
    defs = add(svg, "defs")
    for tone in needed:
        tile = add(
            defs,
            "pattern",
            id=f"{key}-pattern-{tone}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        add(tile, "path", d=pattern_of(tone), class_="chart-pattern")


def pattern_fill(key: str, tone: str) -> str:
    return f"url(#{key}-pattern-{tone})" if pattern_of(tone) else "none"
