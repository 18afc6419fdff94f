"""The styles that a new installation starts with. Seeding never overwrites a row."""

from typing import Any, NamedTuple

from generation.models import StylePreset


class Seed(NamedTuple):
    name: str
    label: str
    words: str


SEEDS = (
    Seed("flat", "Flat", "flat filled shapes in a few strong colours, no outlines, no shadows"),
    Seed("line", "Line", "thin dark outlines of one even width with rounded ends, nothing filled"),
    Seed(
        "glyph",
        "Solid",
        "one solid dark silhouette on an empty ground, with holes in place of inner lines",
    ),
    Seed(
        "duotone",
        "Duotone",
        "two tones of one colour only: dark main shapes and pale secondary shapes",
    ),
    Seed("outlined", "Outlined", "flat colours inside dark outlines of one even width"),
    Seed(
        "geometric",
        "Shapes",
        "built of circles, squares and triangles only, aligned to a strict grid",
    ),
    Seed("pastel", "Pastel", "soft pastel colours, rounded friendly shapes, no outlines"),
    Seed(
        "isometric",
        "Isometric",
        "isometric view from above at 30 degrees, three shades of a colour for the faces",
    ),
    Seed(
        "sticker",
        "Sticker",
        "like a sticker: bold flat colours with one thick white edge around the whole thing",
    ),
    Seed(
        "badge", "Badge", "the thing in white, in the middle of one round badge of a strong colour"
    ),
    Seed("poster", "Poster", "like an old travel poster: muted warm colours in large flat areas"),
    Seed(
        "sketch",
        "Sketch",
        "drawn by hand: loose dark strokes of uneven width, a little colour beside the lines",
    ),
)
# Those with a picture of their own, in the file styles.svg.
PICTURED = frozenset(seed.name for seed in SEEDS)


def seed_presets(**_: Any) -> None:
    """Add the styles that are missing (a post_migrate receiver)."""
    for position, seed in enumerate(SEEDS, start=1):
        StylePreset.objects.get_or_create(
            name=seed.name,
            defaults={"label": seed.label, "words": seed.words, "position": position * 10},
        )


def offered() -> list[StylePreset]:
    return list(StylePreset.objects.filter(is_offered=True))


def words_of(name: str) -> str:
    """What the model is told of a style; empty where it is not offered (any more)."""
    if not name.isprintable():  # PostgreSQL takes no NUL, and no half of a character
        return ""
    found = StylePreset.objects.filter(pk=name, is_offered=True)
    return found.values_list("words", flat=True).first() or ""
