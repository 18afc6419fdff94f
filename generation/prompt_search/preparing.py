"""The index is made after every migrate, and mended where a migration took a part of it."""

from typing import Any

from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS, connections

from generation.prompt_search import postgresql, sqlite


def prepare_search(*, using: str = DEFAULT_DB_ALIAS, apps: Apps | None = None, **_: Any) -> None:
    """A post_migrate receiver."""
    connection = connections[using]
    if "svg_generation_requests" not in connection.introspection.table_names():
        return
    if connection.vendor == "postgresql":
        postgresql.prepare(connection)
    elif connection.vendor == "sqlite":
        sqlite.prepare(connection)


def scrub_search(using: str = DEFAULT_DB_ALIAS) -> None:
    """After a purge: nothing of a deleted prompt stays in the index.

    On PostgreSQL its own VACUUM sees to that.
    """
    if connections[using].vendor == "sqlite":
        sqlite.scrub(connections[using])
