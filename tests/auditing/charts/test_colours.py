"""The charts' colours: 3:1 on their surface, apart for every kind of colour vision, both themes."""

import itertools
import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "svgsite/static/svgsite/tokens.css"

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}

Triple = tuple[float, ...]


def token(name: str, theme: int) -> Triple:
    """Linear RGB of a token; theme 0 is light, 1 is dark."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", TOKENS.read_text())
    assert found, name
    channels = [int(found[theme + 1][n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def luminance(colour: Triple) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def oklab(colour: Triple) -> Triple:
    r, g, b = (min(1.0, max(0.0, c)) for c in colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def seen(colour: Triple, vision: str) -> Triple:
    return tuple(sum(m * c for m, c in zip(row, colour, strict=True)) for row in VISION[vision])


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("number", range(1, 7))
def test_contrast_with_the_surface(theme: int, number: int) -> None:
    pair = sorted((luminance(token(f"chart-{number}", theme)), luminance(token("surface", theme))))

    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_can_be_told_apart(theme: int, vision: str) -> None:
    colours = [oklab(seen(token(f"chart-{n}", theme), vision)) for n in range(1, 7)]

    # 0.02 in OKLab is about what an eye just sees side by side.
    assert min(math.dist(a, b) for a, b in itertools.combinations(colours, 2)) >= 0.08
