"""The caches that the program measures, by the specification's cache types."""

from typing import Any

MEBIBYTE = 1024 * 1024

# type → (entries, bytes) that one process keeps at most; Redis has its own limits.
ROOM = {
    "data_cache": (200, 32 * MEBIBYTE),
    "config_cache": (200, 4 * MEBIBYTE),
    "validation_cache": (500, 64 * MEBIBYTE),
}

# What the sanitiser has let through stays in the process: nothing else may be able to write there.
SHARED = ("data_cache", "config_cache")


def measured_caches(redis_url: str) -> dict[str, Any]:
    """In memory by default; with Redis, shared by all processes, and sessions among them."""
    if not redis_url:
        return {name: _in_memory(name, *room) for name, room in ROOM.items()}
    backend = "auditing.caching.backends."
    shared = {name: _redis(f"{backend}MeasuredRedisCache", redis_url, name) for name in SHARED}
    sessions = _redis(f"{backend}SessionRedisCache", redis_url, "session_cache")
    in_memory = {name: _in_memory(name, *room) for name, room in ROOM.items()}
    return {**in_memory, **shared, "session_cache": sessions}


def _in_memory(name: str, entries: int, max_bytes: int) -> dict[str, Any]:
    return {
        "BACKEND": "auditing.caching.backends.MeasuredLocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": entries, "max_bytes": max_bytes},
    }


def _redis(backend: str, url: str, name: str) -> dict[str, Any]:
    return {"BACKEND": backend, "LOCATION": url, "KEY_PREFIX": f"svgsite:{name}"}
