"""Errors that the program has: recorded beside the work, grouped by fault, settled by admins.

`record_error` is called where a failure ends up; it never raises and never waits for a database.
"""

from auditing.errors.kinds import register_kind
from auditing.errors.recording import record_error, record_exception
from auditing.errors.settling import settle

__all__ = ["record_error", "record_exception", "register_kind", "settle"]
