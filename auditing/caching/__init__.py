"""The program's caches, one for each of the specification's types, each look-up counted.

A cache is a help and never the truth: one that cannot be reached is as good as empty.
"""

from auditing.caching.backends import Room
from auditing.caching.measured import (
    CONFIG,
    DATA,
    SESSION,
    VALIDATION,
    forget,
    get_or_load,
    room_of,
)
from auditing.caching.versions import bump, version_of

__all__ = [
    "CONFIG",
    "DATA",
    "SESSION",
    "VALIDATION",
    "Room",
    "bump",
    "forget",
    "get_or_load",
    "room_of",
    "version_of",
]
