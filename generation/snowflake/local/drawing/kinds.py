"""Where clip art lives and how big it is, by its subgroup in the emoji standard and by name."""

from .vocabulary import CLIP_ART_SIZES, ZONES

# Last subgroup of a range, zone, size in picture units.
SUBGROUPS = (
    (20, "symbol", 230), (22, "indoor", 110), (23, "ground", 120), (24, "symbol", 200),
    (26, "ground", 150), (33, "ground", 170), (34, "ground", 120), (35, "ground", 85),
    (37, "ground", 95), (38, "deep", 95), (39, "ground", 55), (40, "ground", 95),
    (41, "ground", 90), (48, "indoor", 90), (49, "indoor", 130), (50, "behind", 260),
    (53, "ground", 210), (54, "ground", 150), (55, "sea", 190), (56, "air", 120),
    (58, "indoor", 110), (59, "sky", 80), (82, "indoor", 110), (96, "symbol", 220),
    (97, "ground", 110),
)  # fmt: skip


def zone_and_size(slug: str, subgroup: int) -> tuple[str, float]:
    """Where the picture `slug` lives and its larger side when it stands among others."""
    _, zone, size = next((row for row in SUBGROUPS if subgroup <= row[0]), SUBGROUPS[-1])
    return ZONES.get(slug, zone), CLIP_ART_SIZES.get(slug, size)
