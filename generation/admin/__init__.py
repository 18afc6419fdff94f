from generation.admin import (
    budgets,
    catalogue,
    checks,
    figures,
    links,
    presets,
    requests,
    resources,
    results,
    sessions,
    templates,
    tokens,
)

__all__ = [
    "budgets",
    "catalogue",
    "checks",
    "figures",
    "links",
    "presets",
    "requests",
    "resources",
    "results",
    "sessions",
    "templates",
    "tokens",
]
