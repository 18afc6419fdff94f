"""What is changed in a query before fakesnow sees it: functions that it does not know."""

from .call import Call
from .statements.session import with_context


def rewritten(call: Call, sql: str) -> str:
    """The query with the stand-in's own functions put in."""
    return with_context(call, sql)
