"""PDF, for few rows that somebody reads or signs."""

from auditing.exports.columns import as_text
from auditing.exports.content import Slice
from auditing.exports.sources import Refused
from auditing.exports.writers.base import Writer
from auditing.exports.writers.widths import WIDTHS
from auditing.reports.pdf import Document

# Laying out a page takes as long as writing a thousand rows of CSV.
MOST_ROWS = 2_000


class TooLong(Refused):
    """This has more rows than a PDF takes (2,000). Narrow the filters, or choose Excel or CSV."""


class PdfWriter(Writer):
    def begin(self) -> None:
        if (self.job.rows_total or 0) > MOST_ROWS:
            raise TooLong
        self.texts: list[list[str]] = []

    def write(self, part: Slice) -> None:
        columns = self.content.columns
        for row in self.rows_of(part):
            self.texts.append([as_text(v, c) for v, c in zip(row, columns, strict=True)])

    def end(self) -> None:
        document = Document(self.job.title, moment=self.job.as_of, landscape=True)
        facts = [*self.facts()[1:], ("Rows", f"{len(self.texts):,}")]
        document.facts([(name, value) for name, value in facts])
        document.section("Rows")
        columns = self.content.columns
        numbers = {place for place, column in enumerate(columns) if column.kind == "number"}
        widths = [(column.title, float(WIDTHS[column.kind])) for column in columns]
        document.rows(widths, self.texts, numbers)
        self.file.write(document.as_bytes())
