"""A CSV as people's programs write it: any of three separators, with or without a byte order mark.

What cannot be read is refused with the line and a way out; nothing here looks at what cells mean.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 512 * 1024
MOST_LINES = 100
SEPARATORS = (",", ";", "\t")
# column → other names that people give it
COLUMNS = {
    "prompt": ("prompt_text", "prompt text", "text"),
    "filename": ("file name", "file_name", "name"),
    "model": ("selected_model",),
    "style": ("preset",),
    "palette": ("colours", "colors"),
    "aspect": ("shape",),
    "detail": (),
    "avoid": ("leave out", "leave_out"),
}
# The first line with which Excel is told the separator; it is seen anyway.
_TOLD_SEPARATOR = re.compile(r"\A\s*\"?sep=.\"?[ \t]*\n", re.IGNORECASE)
_KNOWN = {name: column for column, others in COLUMNS.items() for name in (column, *others)}


@dataclass(frozen=True)
class Line:
    """One line with something in it. `cells` by column; `extra`: it has more cells than columns."""

    number: int
    cells: dict[str, str]
    extra: bool = False


@dataclass(frozen=True)
class Sheet:
    """`ignored`: columns of unknown names."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def read_csv(data: bytes | str) -> Sheet:
    """The lines of a CSV whose first line names the columns, one of them `prompt`.

    Raises:
        ValidationError: in plain words; the file as a whole cannot be used.
    """
    text = data if isinstance(data, str) else decode(data)
    if "\0" in text:
        raise ValidationError(_("This is no text: it holds zero bytes. Save it as “CSV UTF-8”."))
    rows = _rows(text)
    _number, header = next(rows, (0, []))
    columns = _columns(header)
    lines = tuple(_lines(rows, columns))
    if not lines:
        raise ValidationError(_("There is no line with a prompt below the first line."))
    ignored = tuple(name for name in header if name.strip() and _key(name) not in _KNOWN)
    return Sheet(lines, ignored)


def decode(data: bytes) -> str:
    """UTF-8, or UTF-16 where it says so itself.

    Raises:
        ValidationError: too large, no text, or in another encoding.
    """
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This is larger than %s KiB. Divide it.") % (MOST_BYTES // 1024))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValidationError(
            _("This is a workbook, not CSV. Save it as “CSV UTF-8” and send that file.")
        )
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ValidationError(
            _("Line %s is not UTF-8. Save the table as “CSV UTF-8” and send it again.") % line
        ) from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of its last line in the file, cells) of what is not empty."""
    if len(text) > MOST_BYTES:
        raise ValidationError(_("This is larger than %s KiB. Divide it.") % (MOST_BYTES // 1024))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Emptied, not removed: lines are named by their numbers.
    text = _TOLD_SEPARATOR.sub("\n", text)
    first = text.lstrip("\n").split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=max(SEPARATORS, key=first.count),
        strict=True,
    )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error:
        raise ValidationError(
            _("Line %s: a quotation mark is opened and not closed, or stands inside a cell. ")
            % reader.line_num
            + _("Inside a quoted cell it is written twice.")
        ) from None


def _columns(header: list[str]) -> list[str]:
    """The column of each cell; empty for those of unknown names."""
    columns = [_KNOWN.get(_key(name), "") for name in header]
    if "prompt" not in columns:
        raise ValidationError(
            _("The first line has to name the columns, one of them “prompt”. There are: %s.")
            % ", ".join(COLUMNS)
        )
    known = [column for column in columns if column]
    if twice := next((column for column in known if known.count(column) > 1), None):
        raise ValidationError(_("There are two columns “%s”.") % twice)
    return columns


def _key(name: str) -> str:
    return name.strip().casefold()


def _lines(rows: Iterator[tuple[int, list[str]]], columns: list[str]) -> Iterator[Line]:
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_LINES:
            raise ValidationError(_("There are more than %s lines. Divide the file.") % MOST_LINES)
        told = {
            column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column
        }
        yield Line(number, told, extra=any(cell.strip() for cell in cells[len(columns) :]))
