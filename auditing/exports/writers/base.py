"""What a writer does: begin, one slice after the other, end."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from django.db.models import QuerySet

from auditing.exports.content import Content, Row, Slice
from auditing.models import ExportJob

# Rows fetched at once where Python sees each of them.
FETCH = 2_000


class Writer(ABC):
    """Writes one export into `file`, which stands at its end.

    A writer that `can_resume` has every slice in the file once it has written it, so that a run
    that died goes on from there; the others begin again.
    """

    can_resume = False

    def __init__(self, job: ExportJob, content: Content, file: BinaryIO) -> None:
        self.job, self.content, self.file = job, content, file

    @abstractmethod
    def begin(self) -> None:
        """Called once, for an empty file."""

    @abstractmethod
    def write(self, part: Slice) -> None: ...

    @abstractmethod
    def end(self) -> None: ...

    def abandon(self) -> None:  # noqa: B027  most have nothing open but `file`
        """Called instead of `end` where the run stops early."""

    def facts(self) -> list[tuple[str, str]]:
        """What stands in the file about its rows."""
        return [
            ("Title", self.job.title),
            ("As of", f"{self.job.as_of:%Y-%m-%dT%H:%M:%S.%fZ}"),
            *self.content.facts,
        ]

    def rows_of(self, part: Slice) -> Iterable[Row]:
        rows: QuerySet[Any] | Sequence[Row] = part.rows
        if not isinstance(rows, QuerySet):
            return rows
        paths = [column.path for column in self.content.columns]
        return rows.values_list(*paths).iterator(chunk_size=FETCH)
