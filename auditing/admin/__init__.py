from auditing.admin import (
    access,
    errors,
    events,
    exports,
    logs,
    metrics,
    people,
    persons,
    reports,
    retention,
    reveals,
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
    "reports",
    "retention",
    "reveals",
    "verifying",
]
