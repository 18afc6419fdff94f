"""Hits and misses are counted, limits hold, and a broken cache is as good as an empty one."""

from typing import Any

import pytest
from django.core.cache import caches

from auditing import caching, metrics
from auditing.caching.backends import MeasuredLocMemCache
from auditing.metrics import buffer
from auditing.metrics.buffer import Buffer
from auditing.models import CacheMetrics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffer, "_buffer", Buffer())
    for name in (caching.DATA, caching.VALIDATION):
        caches[name].clear()


class Loader:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return f"answer {self.asked}"


def counts(cache_type: str) -> tuple[int, int]:
    metrics.flush()
    row = CacheMetrics.objects.get(cache_type=cache_type)
    return row.hit_count, row.miss_count


def test_a_second_look_up_is_a_hit() -> None:
    load = Loader()

    got = [caching.get_or_load(caching.DATA, "key", load) for _ in range(3)]

    assert got == ["answer 1"] * 3
    assert counts("data_cache") == (2, 1)


def test_what_is_not_fresh_is_a_miss() -> None:
    load = Loader()
    caching.get_or_load(caching.DATA, "key", load)

    again = caching.get_or_load(caching.DATA, "key", load, is_fresh=lambda found: False)

    assert again == "answer 2"
    assert counts("data_cache") == (0, 2)


def test_forgetting() -> None:
    load = Loader()
    caching.get_or_load(caching.DATA, "key", load)
    caching.forget(caching.DATA, "key")

    assert caching.get_or_load(caching.DATA, "key", load) == "answer 2"


def test_a_broken_cache_is_as_good_as_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ConnectionError("away")

    for name in ("get", "set", "delete", "room"):
        monkeypatch.setattr(MeasuredLocMemCache, name, fail)

    assert caching.get_or_load(caching.DATA, "key", Loader()) == "answer 1"
    caching.forget(caching.DATA, "key")
    assert caching.room_of(caching.DATA) == (0, 0, 0)


def test_a_limit_of_bytes_throws_out_the_oldest() -> None:
    cache = MeasuredLocMemCache("small", {"OPTIONS": {"max_bytes": 3000}})
    for number in range(10):
        cache.set(f"key{number}", "x" * 900)

    room = cache.room()
    assert 0 < room.size_bytes <= 3000 == room.max_size_bytes
    assert room.evictions == 7
    assert cache.get("key9") and cache.get("key0") is None
    assert cache.room().evictions == 0


def test_a_limit_of_entries_counts_what_it_throws_out() -> None:
    cache = MeasuredLocMemCache("few", {"OPTIONS": {"MAX_ENTRIES": 6}})
    for number in range(7):
        cache.set(f"key{number}", number)

    assert cache.room().evictions == 2


def test_versions_move_with_each_change() -> None:
    assert caching.version_of("thing") == 0
    seen = {0}
    for _ in range(3):
        caching.bump("thing")
        seen.add(caching.version_of("thing"))
    assert len(seen) == 4


@pytest.mark.redis
def test_redis_shares_and_says_how_full_it_is() -> None:
    from auditing.caching.backends import MeasuredRedisCache

    cache = MeasuredRedisCache("redis://127.0.0.1:6379/9", {"KEY_PREFIX": "svgsite-test"})
    other = MeasuredRedisCache("redis://127.0.0.1:6379/9", {"KEY_PREFIX": "svgsite-test"})
    cache.set("key", "value", 30)

    assert other.get("key") == "value"
    assert cache.room().size_bytes > 0
    cache.delete("key")


@pytest.mark.redis
def test_sessions_are_counted_and_live_without_redis() -> None:
    from auditing.caching.backends import SessionRedisCache

    working = SessionRedisCache("redis://127.0.0.1:6379/9", {"KEY_PREFIX": "svgsite-test"})
    working.set("session", {"a": 1}, 30)
    assert working.get("session") == {"a": 1}
    assert working.get("none") is None
    assert counts("session_cache") == (1, 1)
    working.delete("session")

    away = SessionRedisCache("redis://127.0.0.1:1/0", {})
    assert away.get("session") is None
    assert away.delete("session") is False
