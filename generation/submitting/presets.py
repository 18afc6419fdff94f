"""The styles that a new installation starts with. Seeding never overwrites a row."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from auditing.kept import keep, said
from generation.models import StylePreset


class Seed(NamedTuple):
    """`label` is kept in English; pages show `said` of it."""

    name: str
    label: str
    words: str


SEEDS = (
    Seed("flat", _("Flat"), "flat filled shapes in a few strong colours, no outlines, no shadows"),
    Seed(
        "line", _("Line"), "thin dark outlines of one even width with rounded ends, nothing filled"
    ),
    Seed(
        "glyph",
        _("Solid"),
        "one solid dark silhouette on an empty ground, with holes in place of inner lines",
    ),
    Seed(
        "duotone",
        _("Duotone"),
        "two tones of one colour only: dark main shapes and pale secondary shapes",
    ),
    Seed("outlined", _("Outlined"), "flat colours inside dark outlines of one even width"),
    Seed(
        "geometric",
        _("Shapes"),
        "built of circles, squares and triangles only, aligned to a strict grid",
    ),
    Seed("pastel", _("Pastel"), "soft pastel colours, rounded friendly shapes, no outlines"),
    Seed(
        "isometric",
        _("Isometric"),
        "isometric view from above at 30 degrees, three shades of a colour for the faces",
    ),
    Seed(
        "sticker",
        _("Sticker"),
        "like a sticker: bold flat colours with one thick white edge around the whole thing",
    ),
    Seed(
        "badge",
        _("Badge"),
        "the thing in white, in the middle of one round badge of a strong colour",
    ),
    Seed(
        "poster", _("Poster"), "like an old travel poster: muted warm colours in large flat areas"
    ),
    Seed(
        "sketch",
        _("Sketch"),
        "drawn by hand: loose dark strokes of uneven width, a little colour beside the lines",
    ),
)
# Those with a picture of their own, in the file styles.svg.
PICTURED = frozenset(seed.name for seed in SEEDS)


LABELS = {seed.name: keep(seed.label) for seed in SEEDS}


def shown_name(name: str) -> str:
    """What a style is called, where only the name of it is kept."""
    return said(LABELS.get(name, name))


def seed_presets(**more: Any) -> None:
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
