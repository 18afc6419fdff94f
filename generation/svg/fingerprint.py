"""What a picture is recognised by: its bytes, its canonical form, and the geometry of its shapes.

>>> one = fingerprint('<svg viewBox="0 0 9 9"><circle r="4"/></svg>')
>>> two = fingerprint('<svg  viewBox="0 0 9 9" >\\n  <circle r="4"></circle>\\n</svg>')
>>> one.canonical == two.canonical
True

Nothing here raises on any text; more than 1 MiB is recognised by its bytes alone.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from generation.svg import limits
from generation.svg.shapes import Shape, shapes_of

# A change of what is read or of how it is put into numbers needs another version.
VERSION: Final = 1
# Kept of a picture: its smallest features. A file that holds the picture has them among its own.
SKETCH_SIZE: Final = 24
# Looked up of a file: again the smallest, so that those kept are among them.
MAX_LOOKED_UP: Final = 2_000

_FORM_CELL: Final = 0.02
_PLACE_CELL: Final = 0.08
_SIZE_CELL: Final = 0.4


@dataclass(frozen=True)
class Fingerprint:
    """`canonical` is a SHA-256 in hex, empty where the text is no well-formed XML.

    `features` are signed 64-bit numbers, smallest first.
    """

    canonical: str
    shapes: list[Shape] = field(repr=False)
    features: list[int] = field(repr=False)

    @property
    def sketch(self) -> list[int]:
        """What is kept with a picture."""
        return self.features[:SKETCH_SIZE]

    @property
    def looked_up(self) -> list[int]:
        """What is looked for among the kept ones."""
        return self.features[:MAX_LOOKED_UP]


def fingerprint(markup: str) -> Fingerprint:
    """All of it, for a stored picture or for a file that somebody asks about."""
    shapes = shapes_of(markup)
    return Fingerprint(canonical_digest(markup), shapes, sorted(set(_features(shapes))))


def canonical_digest(markup: str) -> str:
    """The same for two files that differ in line ends, byte order mark, declaration, spaces,

    comments or the order of attributes, and in nothing else.
    """
    if len(markup) > limits.MAX_BYTES:
        return ""
    reader = _Canonical()
    try:
        reader.feed(markup.removeprefix("\ufeff").strip().encode())
        reader.close()
    except (SAXException, ExpatError, DefusedXmlException, ValueError):
        return ""
    return reader.digest()


class _Canonical(DefusedExpatParser):  # type: ignore[misc]
    """Hashes names, attributes in order, and words; each part with its length before it."""

    def __init__(self) -> None:
        super().__init__(
            namespaceHandling=1, forbid_dtd=False, forbid_entities=True, forbid_external=True
        )
        self._hash = hashlib.sha256()
        self._words: list[str] = []

    def reset(self) -> None:
        super().reset()
        self._parser.CharacterDataHandler = self._words_of

    def _words_of(self, data: str) -> None:
        self._words.append(data)

    def start_element_ns(self, name: str, attrs: dict[str, str]) -> None:
        self._flush()
        self._add("<", name)
        for key in sorted(attrs):
            self._add(key, " ".join(attrs[key].split()))

    def end_element_ns(self, name: str) -> None:
        self._flush()
        self._add(">", "")

    def _flush(self) -> None:
        if self._words:
            words, self._words = " ".join("".join(self._words).split()), []
            if words:
                self._add('"', words)

    def _add(self, *parts: str) -> None:
        for part in parts:
            data = part.encode("utf-8", "replace")
            self._hash.update(b"%d:" % len(data) + data)

    def digest(self) -> str:
        return self._hash.hexdigest()


def _features(shapes: list[Shape]) -> Iterator[int]:
    """Each shape that is not plain, and how each stands to the next two.

    Numbers go into two grids, half a cell apart: what rounding moves over an edge of one grid
    stays within a cell of the other.
    """
    for index, shape in enumerate(shapes):
        if shape.text and not shape.plain:
            yield _number("t", [shape.text])
        elif not shape.plain:
            yield from _both_grids("s", shape.form, _FORM_CELL)
        for other in shapes[index + 1 : index + 3]:
            yield from _pair(shape, other)


def _pair(one: Shape, other: Shape) -> Iterator[int]:
    if one.plain and other.plain and _is_alike(one, other):
        return
    both = one.size + other.size
    place = ((other.x - one.x) / both, (other.y - one.y) / both)
    if abs(place[0]) + abs(place[1]) > 20:  # a speck far away: no number is exact enough
        return
    forms = [*one.form[:2], *other.form[:2]]
    values = [
        *(part / _PLACE_CELL for part in place),
        math.log2(other.size / one.size) / _SIZE_CELL,
        *(part / (2.5 * _FORM_CELL) for part in forms),
    ]
    yield from _both_grids(f"p{one.text}|{other.text}", values, 1.0)


def _is_alike(one: Shape, other: Shape) -> bool:
    """Two of a row of equal boxes or dots, as in any chart or border."""
    return abs(one.size - other.size) < 0.01 * one.size and one.text == other.text


def _both_grids(kind: str, values: Iterable[float], cell: float) -> Iterator[int]:
    cells = [value / cell for value in values]
    yield _number(f"{kind}0", [str(math.floor(part)) for part in cells])
    yield _number(f"{kind}1", [str(math.floor(part + 0.5)) for part in cells])


def _number(kind: str, parts: list[str]) -> int:
    text = "\0".join([kind, *parts])
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
