"""What a finished picture's page says of the picture, and the files that it is given as."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generation.asked_for import title_of
from generation.concealing import is_concealed, unquoted
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.rendering import make_smaller, render_pdf, render_png
from generation.svg.data_uri import data_uri
from generation.svg.describing import Description, describe
from generation.svg.react import component_name, react_component

# Pixels of the longer side: an icon, a thumbnail, a page, a screen, print.
PNG_SIZES: Final = (64, 128, 256, 512, 1024, 2048)
_TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Picture:
    """The safe bytes as text, its file name without an ending, and what it shows in words."""

    svg: str
    stem: str
    text: str


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes


def _svg(picture: Picture, size: int) -> File:
    return File(f"{picture.stem}.svg", "image/svg+xml", picture.svg.encode())


def _smaller(picture: Picture, size: int) -> File:
    content = make_smaller(picture.svg).svg.encode()
    return File(f"{picture.stem}.min.svg", "image/svg+xml", content)


def _png(picture: Picture, size: int) -> File:
    return File(f"{picture.stem}-{size}.png", "image/png", render_png(picture.svg, size))


def _pdf(picture: Picture, size: int) -> File:
    content = render_pdf(picture.svg, title=picture.stem, alternative_text=picture.text)
    return File(f"{picture.stem}.pdf", "application/pdf", content)


def _data_uri(picture: Picture, size: int) -> File:
    return File(f"{picture.stem}.data-uri.txt", _TEXT, data_uri(picture.svg).encode())


def _react(picture: Picture, size: int) -> File:
    name = component_name(picture.stem)
    content = react_component(picture.svg, name=name, label=picture.text)
    return File(f"{name}.tsx", _TEXT, content.encode())


# To add a format: a function here and a line in templates/generation/_downloads.html.
FORMATS: Final[dict[str, Callable[[Picture, int], File]]] = {
    "svg": _svg,
    "smaller": _smaller,
    "png": _png,
    "pdf": _pdf,
    "data-uri": _data_uri,
    "react": _react,
}


def picture_of(found: SVGGenerationRequest, svg: GeneratedSVG) -> Picture:
    """A request's picture; concealed, where the request is."""
    stem = str(svg).removesuffix(".svg")
    return Picture(svg.svg_content, stem, alternative_text(found, svg))


def description_of(svg: GeneratedSVG) -> Description | None:
    """None where the content is gone, because its owner was erased."""
    try:
        return describe(svg.svg_content)
    except ValueError:
        return None


def alternative_text(found: SVGGenerationRequest, svg: GeneratedSVG) -> str:
    """What the picture says of itself, else what was asked for.

    Whom the prompt is concealed from reads neither it nor a title that quotes it.
    """
    described = description_of(svg)
    own = described.text if described else ""
    if not is_concealed(found):
        return own or title_of(found)
    return own if own and unquoted(own, found) == own else found.filename
