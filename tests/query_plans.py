"""How a database goes about a query, on the few rows of a test."""

from django.db import connection, transaction

# So small a table PostgreSQL reads whole and sorts, unless it is told not to.
_AS_IN_A_LARGE_TABLE = [
    f"SET LOCAL enable_{way} = off" for way in ("seqscan", "sort", "bitmapscan")
]


def plan_of(sql: str) -> str:
    """The steps, one a line, in the words of the database. Settings hold for this look only."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        for statement in _AS_IN_A_LARGE_TABLE:
            cursor.execute(statement)
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        transaction.set_rollback(True)
    return plan
