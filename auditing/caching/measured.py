"""Look-ups that are counted and timed."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from django.core.cache import caches

from auditing.caching.backends import Room
from auditing.models.caches import CacheType

log = structlog.get_logger(__name__)

SESSION, DATA = CacheType.SESSION, CacheType.DATA
CONFIG, VALIDATION = CacheType.CONFIG, CacheType.VALIDATION

# The specification: cached for an hour, unless something cheaper says that it is old.
TTL_SECONDS = 3600

T = TypeVar("T")
_MISSING = object()


def get_or_load(
    cache_type: CacheType,
    key: str,
    load: Callable[[], T],
    *,
    seconds: float = TTL_SECONDS,
    is_fresh: Callable[[T], bool] = lambda _: True,
) -> T:
    """What lies under `key`, or what `load` gives, kept for `seconds`.

    Args:
        is_fresh: asked of what was found; False makes it a miss.
    """
    from auditing.metrics import cache_access

    started = time.perf_counter()
    found: Any = _get(cache_type, key)
    if found is not _MISSING and is_fresh(found):
        cache_access(cache_type, hit=True, lookup_ms=_ms_since(started))
        return found  # type: ignore[no-any-return]
    value = load()
    _set(cache_type, key, value, seconds)
    cache_access(cache_type, hit=False, load_ms=_ms_since(started))
    return value


def forget(cache_type: CacheType, key: str) -> None:
    """Drop one entry of this process, or of all where they share a cache."""
    _quietly(lambda: caches[cache_type].delete(key))


def room_of(cache_type: str) -> Room:
    """How full a cache is; all noughts where it cannot be asked."""
    room: Any = _quietly(lambda: caches[cache_type].room())  # type: ignore[attr-defined]
    return room or Room(0, 0, 0)


def _get(cache_type: CacheType, key: str) -> Any:
    found = _quietly(lambda: caches[cache_type].get(key, _MISSING))
    return _MISSING if found is None else found


def _set(cache_type: CacheType, key: str, value: object, seconds: float) -> None:
    _quietly(lambda: caches[cache_type].set(key, value, seconds))


def _quietly(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except Exception as error:
        log.warning("cache_unreachable", error=str(error))
        return None


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
