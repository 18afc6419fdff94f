"""How many calls a minute: counted in the cache, in windows of a minute."""

import time

from django.conf import settings
from django.core.cache import cache

from generation.api.problems import too_many

WINDOW_SECONDS = 60
# From one address, with no valid token; each is an event, and events are kept.
MAX_REFUSED = 600


def count_call(token_id: object) -> None:
    """Raises: Problem, once this token's calls of this minute are used up."""
    _count(f"api-calls:{token_id}", settings.API_CALLS_PER_MINUTE)


def count_refusal(address: str) -> None:
    """Raises: Problem, once this address was refused too often in this minute."""
    _count(f"api-refusals:{address}", MAX_REFUSED)


def _count(name: str, most: int) -> None:
    window, past = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"{name}:{window}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        calls = cache.incr(key)
    except ValueError:  # thrown out of a full cache between the two
        return
    if calls > most:
        raise too_many(WINDOW_SECONDS - past)
