"""The colours of a safe picture, and the same picture in others. Works on the sanitiser's output.

Its writer escapes < and > everywhere but in tags, so a tag is what stands between them, and each
attribute stands in double quotation marks. Colours inside masks and clipping paths say what is
seen, not how it looks: they are left alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generation.svg.colours import FUNCTION, HEX, NAMED, Colour, parse_colour
from generation.svg.policy import SHAPES

BLACK: Final = "#000000"
# Attribute → what it paints, as a person is told.
CONTEXTS: Final = {
    "fill": "fill",
    "stroke": "stroke",
    "stop-color": "gradient",
    "flood-color": "shadow",
    "lighting-color": "light",
    "color": "fill",
    "filter": "shadow",
    "style": "background",
}
_TAG: Final = re.compile(r"<(/?)([A-Za-z]+)([^<>]*)>")
_ATTRIBUTE: Final = re.compile(rf' ({"|".join(CONTEXTS)})="([^"]*)"')
_FILL: Final = re.compile(r' fill="(?!inherit")')
_NAMES: Final = "|".join(sorted(NAMED, key=len, reverse=True))
# A reference is read too, so that no colour is found in its name.
_COLOUR: Final = re.compile(
    rf"url\([^)]*\)|(?<![\w#-])(?:{HEX}|{FUNCTION}|{_NAMES})(?![\w-])", re.ASCII | re.IGNORECASE
)
_UNSEEN: Final = frozenset(("mask", "clipPath"))
_FILLED: Final = (SHAPES | {"text"}) - {"line"}


@dataclass(frozen=True)
class UsedColour:
    """A colour as ``#rrggbb``, how often it stands in the picture, and what it paints."""

    colour: str
    count: int
    contexts: tuple[str, ...]


@dataclass(frozen=True)
class _Tag:
    """A start tag. `is_plain`: neither it nor what it stands in says a fill, so that is black."""

    name: str
    attributes: str
    start: int
    end: int
    is_plain: bool
    is_seen: bool

    @property
    def is_black(self) -> bool:
        return self.is_plain and self.is_seen and self.name in _FILLED

    def colours(self) -> Iterator[tuple[str, str]]:
        """(colour, what it paints) of each."""
        for attribute in _ATTRIBUTE.finditer(self.attributes):
            for found in _COLOUR.finditer(attribute[2]):
                if (colour := _read(found[0])) is not None:
                    yield colour.hex(), CONTEXTS[attribute[1]]
        if self.is_black:
            yield BLACK, CONTEXTS["fill"]


def colours_of(picture: str) -> list[UsedColour]:
    """The picture's colours, the most frequent first. Wholly transparent ones are left out."""
    contexts: dict[str, list[str]] = {}
    for tag in _tags(picture):
        if tag.is_seen:
            for colour, context in tag.colours():
                contexts.setdefault(colour, []).append(context)
    ordered = sorted(contexts, key=lambda colour: (-len(contexts[colour]), colour))
    return [UsedColour(c, len(contexts[c]), tuple(dict.fromkeys(contexts[c]))) for c in ordered]


def recolour(picture: str, changes: Mapping[str, str]) -> str:
    """The picture with each colour of `changes` (``#rrggbb`` → ``#rrggbb``) replaced, all at once.

    A colour is found in any spelling, and keeps its transparency. What is black because nothing
    is said becomes what black becomes.
    """
    tags = list(_tags(picture))
    new_black = changes.get(BLACK, BLACK) != BLACK and any(tag.is_black for tag in tags)
    parts: list[str] = []
    at = 0
    for tag in tags:
        attributes = _replaced(tag.attributes, changes) if tag.is_seen else tag.attributes
        if new_black and tag.is_plain:
            attributes = _with_default_fill(tag.name, attributes, changes[BLACK])
        parts += (picture[at : tag.start], attributes)
        at = tag.end
    return "".join(parts) + picture[at:]


def _with_default_fill(name: str, attributes: str, black: str) -> str:
    """Said once for all on the outermost element, which reaches shapes that are used elsewhere.

    It stands before a style, where the writer would put it.
    """
    fill = {"svg": f' fill="{black}"', "mask": f' fill="{BLACK}"'}.get(name, "")
    before, style, after = attributes.partition(' style="')
    return before + fill + style + after


def _tags(picture: str) -> Iterator[_Tag]:
    plain = [True]  # for each open element
    unseen = 0
    for found in _TAG.finditer(picture):
        closing, name, attributes = found.groups()
        if closing:
            unseen -= name in _UNSEEN
            plain.pop()
            continue
        unseen += name in _UNSEEN
        plain.append(plain[-1] and not _FILL.search(attributes))
        yield _Tag(name, attributes, found.start(3), found.end(3), plain[-1], not unseen)


def _replaced(attributes: str, changes: Mapping[str, str]) -> str:
    return _ATTRIBUTE.sub(
        lambda found: f' {found[1]}="{_COLOUR.sub(lambda c: _new(c[0], changes), found[2])}"',
        attributes,
    )


def _new(text: str, changes: Mapping[str, str]) -> str:
    colour = _read(text)
    new = changes.get(colour.hex()) if colour is not None else None
    if colour is None or new is None or new == colour.hex():
        return text
    if colour.alpha >= 1:
        return new
    red, green, blue = (int(new[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{colour.alpha:.4g})"


def _read(text: str) -> Colour | None:
    """None where it is no colour, one that cannot be told, or wholly transparent."""
    colour = parse_colour(text)
    return colour if colour is not None and colour.alpha > 0 else None
