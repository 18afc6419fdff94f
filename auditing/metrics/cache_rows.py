"""Adding one process's counts to the minute's row of each cache."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from auditing import caching
from auditing.metrics.buffer import CacheCounts
from auditing.models import CacheMetrics


def write_caches(caches: dict[str, CacheCounts], *, minute: datetime) -> None:
    """One row a cache and minute; processes that flush in the same minute add to it."""
    for cache_type, counts in caches.items():
        _add(cache_type, counts, minute)


def _add(cache_type: str, counts: CacheCounts, minute: datetime) -> None:
    cache_id = f"{cache_type}-{minute:%Y%m%d%H%M}"
    told = _columns(cache_type, counts)
    if _update(cache_id, told):
        return
    try:
        with transaction.atomic():
            CacheMetrics.objects.create(
                cache_id=cache_id, cache_type=cache_type, measured_at=minute, **told
            )
    except IntegrityError:  # another process was first
        _update(cache_id, told)


def _update(cache_id: str, told: dict[str, float]) -> int:
    sizes = ("size_bytes", "max_size_bytes")
    added = {name: F(name) + value for name, value in told.items() if name not in sizes}
    largest = {name: Greatest(F(name), told[name]) for name in sizes}
    return CacheMetrics.objects.filter(pk=cache_id).update(**added, **largest)


def _columns(cache_type: str, counts: CacheCounts) -> dict[str, float]:
    room = caching.room_of(cache_type)
    return {
        "hit_count": counts.hits,
        "miss_count": counts.misses,
        "load_ms": counts.load_ms,
        "lookup_ms": counts.lookup_ms,
        "eviction_count": room.evictions,
        "size_bytes": room.size_bytes,
        "max_size_bytes": room.max_size_bytes,
    }
