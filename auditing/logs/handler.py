"""The handler: a line goes to the queue, or is counted as lost; whoever logs goes on at once."""

import logging

from auditing.background import BackgroundWriter, is_writing, say
from auditing.logs.line import Line, take

# About 1 kB each.
CAPACITY = 10_000
# What the database layer says about a write of ours would be the next row to write.
LEFT_OUT = ("django.db", "auditing.background", "auditing.logs")


class DatabaseHandler(logging.Handler):
    """Keeps lines of its level and above as `LogEntry` rows."""

    def emit(self, record: logging.LogRecord) -> None:
        if is_writing() or record.name.startswith(LEFT_OUT):
            return
        try:
            lines.put(take(record))
        except Exception as error:
            _complain_once(error)


_complained = False


def _complain_once(error: Exception) -> None:
    global _complained
    if not _complained:
        _complained = True
        say(f"A log line could not be kept ({type(error).__name__}).")


def _write(batch: list[Line]) -> None:
    # Imported here: logging is configured before there are models.
    from auditing.logs.entries import store

    store(batch)


def _report_loss(count: int) -> None:
    logging.getLogger("auditing").warning(
        "%d log lines found no room in memory while the database was away.", count
    )


lines: BackgroundWriter[Line] = BackgroundWriter(
    _write, name="log-writer", capacity=CAPACITY, on_loss=_report_loss
)
