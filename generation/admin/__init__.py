from generation.admin import (
    budgets,
    catalogue,
    figures,
    links,
    presets,
    requests,
    resources,
    results,
    sessions,
    tokens,
)

__all__ = [
    "budgets",
    "catalogue",
    "figures",
    "links",
    "presets",
    "requests",
    "resources",
    "results",
    "sessions",
    "tokens",
]
