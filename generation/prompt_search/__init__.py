"""Full-text search on prompts: one function for the admin's list and for people's own history.

Words must all occur, in any order, in the prompt or the file name; `"a red house"` as a phrase,
`hous*` as a beginning. Accents and capitals make no difference. Anything else is no word and is
passed over, so that no text is an error. Both databases find the same.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import connections
from django.db.models import QuerySet

from generation.prompt_search import postgresql, sqlite
from generation.prompt_search.words import parse

__all__ = ["search_prompts"]


def search_prompts(
    requests: QuerySet[Any],
    text: str,
    *,
    owner: User | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Any]:
    """Those of `requests` whose prompt has the words of `text`, in their order of time.

    Args:
        requests: ordered by `created_at`, in either direction (newest first if not at all).
        owner: says that they are this person's own, which SQLite's index can make use of.
        since, until: say that all were made from then on, and before then; likewise.
    """
    phrases = parse(text)
    if not phrases:
        return requests.none()
    if connections[requests.db].vendor == "postgresql":
        return postgresql.search(requests, phrases)
    return sqlite.search(requests, phrases, owner, since, until)
