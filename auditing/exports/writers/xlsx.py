"""Excel: typed cells, frozen headings, filters, widths; facts on a sheet of their own.

Texts are written as texts, so that no formula can come of them and none has to be changed.
"""

from datetime import UTC
from os import SEEK_END
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from auditing.exports.columns import Column, plain_text
from auditing.exports.content import Slice
from auditing.exports.files import folder_of
from auditing.exports.writers.base import Writer
from auditing.exports.writers.widths import WIDTHS

# Excel's own limits: rows of a sheet, the heading among them; characters of a cell.
SHEET_ROWS, CELL_CHARACTERS = 1_048_576, 32_767
# Larger whole numbers would be rounded, so they are written as text.
EXACT = 2**53


class XlsxWriter(Writer):
    def begin(self) -> None:
        # Rows go to the disk as they come: memory stays the same at any size.
        options = {"constant_memory": True, "tmpdir": str(folder_of(self.job))}
        self.book = xlsxwriter.Workbook(self.file, options)
        # The time of the data, not of the run: the same rows give the same bytes.
        created = self.job.as_of.astimezone(UTC).replace(tzinfo=None)
        self.book.set_properties({"title": self.job.title, "created": created})
        self.heading = self.book.add_format({"bold": True, "bottom": 1})
        self.formats = {
            "time": self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "date": self.book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self.sheet = self._add_sheet()

    def write(self, part: Slice) -> None:
        for row in self.rows_of(part):
            if self.row == SHEET_ROWS:
                self._close_sheet()
                self.sheet = self._add_sheet()
            for number, (value, column) in enumerate(zip(row, self.content.columns, strict=True)):
                if value is not None:
                    self._write_cell(number, value, column)
            self.row += 1

    def end(self) -> None:
        self._close_sheet()
        about = self.book.add_worksheet("About")
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 80)
        for number, (name, value) in enumerate([*self.facts(), ("Rows", str(self.job.rows_done))]):
            about.write_string(number, 0, name, self.heading)
            about.write_string(number, 1, value)
        try:
            self.book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error
        self.file.seek(0, SEEK_END)

    def abandon(self) -> None:
        """Close the rows' own files; they lie in the job's folder and go with it."""
        for sheet in self.book.worksheets():
            sheet.row_data_fh.close()
        self.book.fileclosed = True

    def _add_sheet(self) -> Worksheet:
        sheet = self.book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(self.content.columns):
            sheet.set_column(number, number, max(WIDTHS[column.kind], len(column.title) + 4))
        for number, column in enumerate(self.content.columns):
            title = f"{column.title} (UTC)" if column.kind == "time" else column.title
            sheet.write_string(0, number, title, self.heading)
        self.row = 1
        return sheet

    def _close_sheet(self) -> None:
        self.sheet.autofilter(0, 0, self.row - 1, len(self.content.columns) - 1)

    def _write_cell(self, number: int, value: Any, column: Column) -> None:
        kind, sheet, row = column.kind, self.sheet, self.row
        if kind == "time":
            naive = value.astimezone(UTC).replace(tzinfo=None)
            sheet.write_datetime(row, number, naive, self.formats["time"])
        elif kind == "date":
            sheet.write_datetime(row, number, value, self.formats["date"])
        elif kind == "number" and abs(value) < EXACT:
            sheet.write_number(row, number, value)
        elif kind == "flag":
            sheet.write_boolean(row, number, value)
        else:
            sheet.write_string(row, number, plain_text(value, column)[:CELL_CHARACTERS])
