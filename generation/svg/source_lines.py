"""A picture's source for people: a line for each element, and what is what in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

LINES_A_PAGE: Final = 100
BYTES_A_PAGE: Final = 45_000  # as HTML, so that the page of a large picture stays light
_OF_A_LINE: Final = 120  # bytes of the tags around it
_OF_A_PIECE: Final = 30
LONGEST_LINE: Final = 2_000  # characters; a path may hold a million
_MOST_INDENTED: Final = 12

_PART: Final = re.compile(
    r"(?P<end></[\w]+>)|<(?P<name>[\w]+)(?P<attributes>(?:\s[^<>]*?)?)(?P<empty>/?)>|(?P<text>[^<]+)"
)
_ATTRIBUTE: Final = re.compile(r'([\w:-]+)="([^"]*)"')


@dataclass(frozen=True)
class Line:
    """One line: how far in, and its pieces as (kind, text).

    Kinds are "tag", "name", "value", "text" and "mark", for angle brackets and the like.
    """

    number: int
    depth: int
    pieces: list[tuple[str, str]]
    left_out: int = 0  # characters cut off at its end


def source_lines(svg: str, *, start: int = 0) -> tuple[list[Line], int | None]:
    """A page of a sanitised picture's source from line `start` on (from 0), and where the next is.

    An element with only text in it stands on one line. A page has as many lines as fit into both
    limits, and one at least.
    """
    lines: list[Line] = []
    weight = 0
    for number, (depth, pieces) in enumerate(_raw_lines(svg)):
        if number < start:
            continue
        line = _bounded(number + 1, depth, pieces)
        weight += _weight(line)
        if len(lines) == LINES_A_PAGE or (lines and weight > BYTES_A_PAGE):
            return lines, number
        lines.append(line)
    return lines, None


def _weight(line: Line) -> int:
    """About the bytes of the line as HTML."""
    return _OF_A_LINE + sum(_OF_A_PIECE + len(escape(text).encode()) for _, text in line.pieces)


def _raw_lines(svg: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    depth = 0
    line: list[tuple[str, str]] = []
    has_text = False
    for part in _PART.finditer(svg):
        if part["text"]:
            has_text = has_text or bool(line)
            line += [("text", unescape(part["text"]))]
        elif part["name"]:
            if line:
                yield depth - 1, line
            line, has_text = list(_start(part)), False
            depth += 1
            if part["empty"]:
                depth -= 1
                yield depth, line
                line = []
        else:
            depth -= 1
            end = [("mark", "</"), ("tag", part["end"][2:-1]), ("mark", ">")]
            is_open = len(line) > 1 and line[1] == end[1]
            if line and not is_open:
                yield depth, line
                line = []
            yield depth, [*line, *end]
            line = []


def _start(part: re.Match[str]) -> Iterator[tuple[str, str]]:
    yield "mark", "<"
    yield "tag", part["name"]
    for name, value in _ATTRIBUTE.findall(part["attributes"]):
        yield "name", f" {name}="
        yield "value", f'"{unescape(value)}"'
    yield "mark", f"{part['empty']}>"


def _bounded(number: int, depth: int, pieces: list[tuple[str, str]]) -> Line:
    kept: list[tuple[str, str]] = []
    room = LONGEST_LINE
    for kind, text in pieces:
        if room > 0:
            kept.append((kind, text[:room]))
        room -= len(text)
    return Line(number, min(depth, _MOST_INDENTED), kept, max(0, -room))
