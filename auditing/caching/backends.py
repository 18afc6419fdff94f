"""Django's cache backends, which also say how full they are and what they had to throw out."""

import time
from collections import Counter, OrderedDict
from threading import Lock
from typing import Any, NamedTuple

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = structlog.get_logger(__name__)


class Room(NamedTuple):
    """Bytes used, bytes at most (0 where nobody set a limit), evictions since the last question."""

    size_bytes: int
    max_size_bytes: int
    evictions: int


# Backends are made once a thread, what they hold once a process.
_evicted: Counter[str] = Counter()


class MeasuredLocMemCache(LocMemCache):
    """A cache of this process with a limit of bytes (`OPTIONS["max_bytes"]`)."""

    # Django's own, which its type stubs leave out.
    _cache: OrderedDict[str, bytes]
    _expire_info: dict[str, float | None]
    _lock: Lock

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self._name = name
        self._max_bytes = int(params.get("OPTIONS", {}).get("max_bytes", 16 * 1024 * 1024))

    def room(self) -> Room:
        with self._lock:
            used = sum(len(value) for value in self._cache.values())
            evicted = _evicted.pop(self._name, 0)
        return Room(used, self._max_bytes, evicted)

    def _set(self, key: str, value: bytes, *args: Any, **kwargs: Any) -> None:
        super()._set(key, value, *args, **kwargs)  # type: ignore[misc]
        used = sum(len(kept) for kept in self._cache.values())
        while used > self._max_bytes and self._cache:
            oldest, dropped = self._cache.popitem()
            del self._expire_info[oldest]
            used -= len(dropped)
            _evicted[self._name] += 1

    def _cull(self) -> None:
        before = len(self._cache)
        super()._cull()  # type: ignore[misc]
        _evicted[self._name] += before - len(self._cache)


class MeasuredRedisCache(RedisCache):
    """A cache that all processes share. Sizes and evictions are those of the whole server."""

    def room(self) -> Room:
        told = self._cache.get_client(None).info()
        total = int(told.get("evicted_keys", 0))
        evicted = max(total - _evicted.get("redis", total), 0)
        _evicted["redis"] = total
        return Room(int(told["used_memory"]), int(told.get("maxmemory", 0)), evicted)


class SessionRedisCache(MeasuredRedisCache):
    """Sessions: Django looks them up by itself, so the look-ups are counted here.

    Without Redis a session is read from the database, where it also lies.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        from auditing.metrics import cache_access
        from auditing.models.caches import CacheType

        started = time.perf_counter()
        try:
            found = super().get(key, None, version)
        except Exception as error:
            log.warning("cache_unreachable", error=str(error))
            return default
        took = (time.perf_counter() - started) * 1000
        cache_access(CacheType.SESSION, hit=found is not None, lookup_ms=took)
        return default if found is None else found

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return bool(super().delete(key, version))
        except Exception as error:
            log.warning("cache_unreachable", error=str(error))
            return False
