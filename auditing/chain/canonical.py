"""What exactly is hashed of an event. The text is the same on SQLite and on PostgreSQL.

Fields are joined by U+001F, which `plain` keeps out of every value: no two different rows give
one text. Personal fields enter only by their salted digest, so that they can be erased.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

SEPARATOR = "\x1f"
GENESIS = "0" * 64  # the predecessor's hash of a lane's first event

# The order is part of the format.
CONTENT_FIELDS = (
    "event_id",
    "timestamp",
    "action",
    "resource_label",
    "resource_id",
    "result",
    "request_id",
    "context",
    "personal_digest",
    "chain",
    "position",
    "key_id",
    "previous_hash",
)
PERSONAL_FIELDS = (
    "actor_id",
    "actor_name",
    "real_actor_id",
    "real_actor_name",
    "subject_owner_id",
    "personal",
)


class Event(Protocol):
    """Anything with the fields of an access event."""

    def __getattribute__(self, name: str, /) -> Any: ...


def content_text(event: Event) -> str:
    return SEPARATOR.join(as_text(getattr(event, name)) for name in CONTENT_FIELDS)


def personal_text(event: Event) -> str:
    return SEPARATOR.join(as_text(getattr(event, name)) for name in PERSONAL_FIELDS)


def personal_digest(salt: str, text: str) -> str:
    """Without the salt nobody can find a name by trying all names."""
    return hashlib.sha256(f"{salt}{SEPARATOR}{text}".encode("utf-8", "surrogatepass")).hexdigest()


def as_text(value: Any) -> str:
    """One value as it is hashed, and, but for times and ids, as it is stored."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, Mapping):
        return json_text(value)
    return str(value)


def json_text(value: Mapping[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def plain(text: str, length: int) -> str:
    """`text` as every database takes it: no NUL, no separator, no half character, cut to fit."""
    whole = text.encode("utf-8", "replace").decode()
    return whole.replace("\0", "�").replace(SEPARATOR, "�")[:length]
