"""The bytes that COPY INTO a stage writes for a CSV file format, right and wrong ones alike."""

import bz2
import gzip
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import SqlError, unsupported

_COMPRESSIONS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "AUTO": (".gz", lambda data: gzip.compress(data, mtime=0)),
    "GZIP": (".gz", lambda data: gzip.compress(data, mtime=0)),
    "BZ2": (".bz2", bz2.compress),
    "DEFLATE": (".deflate", zlib.compress),
    "RAW_DEFLATE": (".raw_deflate", lambda data: zlib.compress(data)[2:-4]),
    "NONE": ("", bytes),
}
_KNOWN = {
    "TYPE", "COMPRESSION", "FIELD_DELIMITER", "RECORD_DELIMITER", "FIELD_OPTIONALLY_ENCLOSED_BY",
    "ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "NULL_IF", "EMPTY_FIELD_AS_NULL", "FILE_EXTENSION",
    "ENCODING", "DATE_FORMAT", "TIME_FORMAT", "TIMESTAMP_FORMAT", "BINARY_FORMAT",
}  # fmt: skip


@dataclass(frozen=True)
class CsvFormat:
    """A file format of TYPE=CSV. The defaults are Snowflake's, which corrupt a picture."""

    compression: str = "AUTO"
    field_delimiter: str = ","
    record_delimiter: str = "\n"
    enclosed_by: str = ""
    escape: str = ""
    escape_unenclosed: str = "\\"
    null: str = "\\N"
    extension: str = ".csv"

    @property
    def suffix(self) -> str:
        """What COPY adds to a file's name when it is not told SINGLE=TRUE."""
        return self.extension + _COMPRESSIONS[self.compression][0]

    def render(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """The file's content before compression."""
        lines = (self.field_delimiter.join(map(self._field, row)) for row in rows)
        return "".join(line + self.record_delimiter for line in lines).encode()

    def compress(self, content: bytes) -> bytes:
        """The file's content as it lies on the stage."""
        return _COMPRESSIONS[self.compression][1](content)

    def _field(self, value: Any) -> str:
        if value is None:
            return self.null
        text = _text(value)
        if self.enclosed_by and isinstance(value, str):
            return self.enclosed_by + self._escaped_inside(text) + self.enclosed_by
        return self._escaped_outside(text)

    def _escaped_inside(self, text: str) -> str:
        if self.escape:
            text = text.replace(self.escape, self.escape * 2)
        return text.replace(self.enclosed_by, (self.escape or self.enclosed_by) + self.enclosed_by)

    def _escaped_outside(self, text: str) -> str:
        mark = self.escape or self.escape_unenclosed
        if not mark:
            return text
        text = text.replace(mark, mark * 2)
        for delimiter in filter(None, (self.field_delimiter, self.record_delimiter)):
            text = text.replace(delimiter, mark + delimiter)
        return text


def csv_format(given: dict[str, Any]) -> CsvFormat:
    """The format that FILE_FORMAT=(…) asks for."""
    if "FORMAT_NAME" in given:
        raise unsupported("named file formats in COPY INTO a stage")
    if given.get("TYPE", "CSV") != "CSV":
        raise unsupported(f"unloading as {given['TYPE']}")
    if unknown := set(given) - _KNOWN:
        raise SqlError(1006, f"SQL compilation error:\ninvalid property '{min(unknown)}'", "22023")
    if (compression := given.get("COMPRESSION", "AUTO")) not in _COMPRESSIONS:
        raise unsupported(f"COMPRESSION={compression}")
    nulls = given.get("NULL_IF", ["\\N"])
    extension = given.get("FILE_EXTENSION")
    return CsvFormat(
        compression=compression,
        field_delimiter=_mark(given, "FIELD_DELIMITER", ","),
        record_delimiter=_mark(given, "RECORD_DELIMITER", "\n"),
        enclosed_by=_mark(given, "FIELD_OPTIONALLY_ENCLOSED_BY", ""),
        escape=_mark(given, "ESCAPE", ""),
        escape_unenclosed=_mark(given, "ESCAPE_UNENCLOSED_FIELD", "\\"),
        null=nulls[0] if nulls else "",
        extension=".csv" if extension in (None, "NONE") else "." + extension.lstrip("."),
    )


def _mark(given: dict[str, Any], name: str, default: str) -> str:
    value = given.get(name, default)
    return "" if value == "NONE" else str(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else str(value)
