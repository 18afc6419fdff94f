"""Log lines as rows: buffered, written beside the work, shown in the admin (spec: LogEntry).

handler.py   takes a line from the standard library's logging; never waits, never fails
entries.py   makes a row of it, masked
sources.py   which part of the program spoke
"""

from auditing.logs.handler import DatabaseHandler
from auditing.logs.sources import register_source

__all__ = ["DatabaseHandler", "register_source"]
