"""What somebody with the database but without the key can do: SQL, past the triggers."""

from typing import Any

from django.db import connection

from auditing.chain.gate import open_gate
from auditing.models import AccessEvent
from auditing.recording import record_event
from auditing.verification import Finding, verify


def write(count: int) -> list[AccessEvent]:
    """Events at the end of the first lane."""
    return [record_event(by=None, action=f"test.{number}") for number in range(count)]


def run(sql: str, *values: Any) -> None:
    """One statement while the gate is open, as an attacker would open it."""
    with open_gate(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def place(event: AccessEvent) -> tuple[int, int]:
    return event.chain, event.position


def faults() -> set[tuple[str, int, int]]:
    """(kind, first, last) of everything that verification finds."""
    return {(str(found.kind), found.first, found.last) for found in verify().findings}


def only() -> Finding:
    (found,) = verify().findings
    return found
