"""CSV: UTF-8 with a byte order mark, facts as lines that begin with #, then headings and rows."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from auditing.exports import copying
from auditing.exports.columns import as_text
from auditing.exports.content import Slice
from auditing.exports.writers.base import Writer

# Room for the number of rows, which is known only at the end.
ROWS_LINE = "# Rows: {:<15}\n"


class CsvWriter(Writer):
    can_resume = True

    def begin(self) -> None:
        self.file.write(b"\xef\xbb\xbf")
        self.file.write(ROWS_LINE.format("").encode())
        for name, value in self.facts():
            self.file.write(f"# {name}: {' '.join(value.split())}\n".encode())
        self.file.write(_lines([[column.title for column in self.content.columns]]))

    def write(self, part: Slice) -> None:
        columns = self.content.columns
        if isinstance(part.rows, QuerySet) and copying.is_possible(part.rows, columns):
            for chunk in copying.csv_chunks(part.rows, columns):
                self.file.write(chunk)
            return
        rows = self.rows_of(part)
        texts = ([as_text(v, c) for v, c in zip(row, columns, strict=True)] for row in rows)
        self.file.write(_lines(texts))

    def end(self) -> None:
        end = self.file.tell()
        self.file.seek(3)
        self.file.write(ROWS_LINE.format(self.job.rows_done).encode())
        self.file.seek(end)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode(errors="replace")
