from generation.admin import (
    catalogue,
    figures,
    links,
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
    "requests",
    "resources",
    "results",
    "sessions",
    "tokens",
]
