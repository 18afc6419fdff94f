"""Full-text search on prompts: one function for the admin's list and for people's own history.

Words must all occur, in any order, in the prompt or the file name; `"a red house"` as a phrase,
`hous*` as a beginning. Accents and capitals make no difference. Anything else is no word and is
passed over, so that no text is an error. Both databases find the same.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import connections
from django.db.models import QuerySet

from generation.prompt_search import postgresql, sqlite
from generation.prompt_search.words import parse

__all__ = ["search_prompts"]


def search_prompts(
    requests: QuerySet[Any], text: str, *, owner: User | None = None
) -> QuerySet[Any]:
    """Those of `requests` whose prompt has the words of `text`, in their order of time.

    Args:
        requests: ordered by `created_at`, in either direction (newest first if not at all).
        owner: says that they are this person's own, which SQLite's index can make use of.
    """
    phrases = parse(text)
    if not phrases:
        return requests.none()
    vendor = connections[requests.db].vendor
    search = postgresql.search if vendor == "postgresql" else sqlite.search
    return search(requests, phrases, owner)
