"""The register of hand-made shapes: name to art."""

from collections.abc import Callable

from ..scene import Art, Look

Painter = Callable[[Look], str]
SHAPES: dict[str, Art] = {}


def shape(
    names: str, zone: str, size: float, box: tuple[float, float] = (100, 100), parts: str = ""
) -> Callable[[Painter], Painter]:
    """Register a painter under its comma-separated names; it draws in a box (0, 0, *box)."""

    def register(painter: Painter) -> Painter:
        words = [name.strip() for name in names.split(",")]
        art = Art(words[0], zone, size, (0, 0, *box), painter, frozenset(parts.split()))
        SHAPES.update(dict.fromkeys(words, art))
        return painter

    return register
