"""JSON: facts, columns, then one row a line, so that it can be read as a stream too."""

import json
from typing import Any

from auditing.exports.columns import as_json
from auditing.exports.content import Slice
from auditing.exports.writers.base import Writer


class JsonWriter(Writer):
    can_resume = True

    def begin(self) -> None:
        head = {
            **{name.lower().replace(" ", "_"): value for name, value in self.facts()},
            "columns": {column.path: column.title for column in self.content.columns},
        }
        # The object stays open: the rows follow, and their number at the end.
        self.file.write(_dump(head)[:-1] + b',\n"rows": [')

    def write(self, part: Slice) -> None:
        columns = self.content.columns
        separator = b",\n" if self.job.rows_done else b"\n"
        for row in self.rows_of(part):
            values = {c.path: as_json(v, c) for v, c in zip(row, columns, strict=True)}
            self.file.write(separator + _dump(values))
            separator = b",\n"

    def end(self) -> None:
        self.file.write(b'\n],\n"row_count": %d}\n' % self.job.rows_done)


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")
