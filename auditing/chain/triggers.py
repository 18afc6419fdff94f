"""Triggers that refuse to change or delete what is on record, on SQLite and on PostgreSQL.

The statements are put together from this file's constants alone.
They are put in place after every migrate, since SQLite drops them whenever Django alters a table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# table → what is refused on it while the gate is shut
GUARDED = {
    "access_events": ("UPDATE", "DELETE"),
    "audit_pruned": ("UPDATE", "DELETE"),
    "audit_heads": ("DELETE",),
}
WORDS = "The audit trail is append-only."

_POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM audit_gate) THEN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$"""  # noqa: S608

# REPLACE deletes without asking a DELETE trigger.
_SQLITE_NO_REPLACING = f"""
    CREATE TRIGGER IF NOT EXISTS access_events_no_replace BEFORE INSERT ON access_events
    WHEN EXISTS (SELECT 1 FROM access_events WHERE event_id = NEW.event_id
                 OR (chain = NEW.chain AND position = NEW.position))
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""  # noqa: S608


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing; quiet where all stand."""
    for statement in _statements(connection.vendor):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def names(vendor: str) -> set[str]:
    """What `install` makes."""
    found = {_name(table, event) for table, events in GUARDED.items() for event in events}
    if vendor == "postgresql":
        return found | {_name(table, "TRUNCATE") for table in GUARDED}
    return found | {"access_events_no_replace"}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Triggers that somebody has dropped or switched off."""
    query = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return names(connection.vendor) - {name for (name,) in cursor.fetchall()}


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRESQL_FUNCTION, *(line for table in GUARDED for line in _postgresql(table))]
    if vendor == "sqlite":
        return [*(line for table in GUARDED for line in _sqlite(table)), _SQLITE_NO_REPLACING]
    return []


def _postgresql(table: str) -> list[str]:
    lines = [
        f"CREATE OR REPLACE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for event in GUARDED[table]
    ]
    return [
        *lines,
        f"CREATE OR REPLACE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ]


def _sqlite(table: str) -> list[str]:
    shut = "WHEN NOT EXISTS (SELECT 1 FROM audit_gate)"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, event)} BEFORE {event} ON {table} {shut} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for event in GUARDED[table]
    ]
