from generation.admin import (
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
