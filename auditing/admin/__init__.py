from auditing.admin import (
    access,
    errors,
    events,
    exports,
    logs,
    metrics,
    people,
    persons,
    retention,
    verifying,
)

__all__ = [
    "access",
    "errors",
    "events",
    "exports",
    "logs",
    "metrics",
    "people",
    "persons",
    "retention",
    "verifying",
]
