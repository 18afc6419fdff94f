"""One writer for each format."""

from auditing.exports.writers.base import Writer
from auditing.exports.writers.csv import CsvWriter
from auditing.exports.writers.json import JsonWriter
from auditing.exports.writers.pdf import PdfWriter
from auditing.exports.writers.xlsx import XlsxWriter
from auditing.exports.writers.zip import ZipWriter

WRITERS: dict[str, type[Writer]] = {
    "csv": CsvWriter,
    "json": JsonWriter,
    "pdf": PdfWriter,
    "xlsx": XlsxWriter,
    "zip": ZipWriter,
}

__all__ = ["WRITERS", "Writer"]
