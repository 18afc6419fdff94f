"""One writer for each format."""

from auditing.exports.writers.base import Writer
from auditing.exports.writers.csv import CsvWriter
from auditing.exports.writers.json import JsonWriter
from auditing.exports.writers.pdf import PdfWriter
from auditing.exports.writers.xlsx import XlsxWriter

WRITERS: dict[str, type[Writer]] = {
    "csv": CsvWriter,
    "json": JsonWriter,
    "pdf": PdfWriter,
    "xlsx": XlsxWriter,
}

__all__ = ["WRITERS", "Writer"]
