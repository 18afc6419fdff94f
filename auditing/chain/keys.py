"""The keys of the chain: the present one signs, former ones still verify.

To rotate: put the present `AUDIT_KEY` into `AUDIT_OLD_KEYS` and set a new one. Events and heads
name their key by its id, so nothing is written again.
"""

import hashlib
import hmac
from functools import cache

from django.conf import settings

ID_LENGTH = 8


def key_id(key: str) -> str:
    """Names a key without telling it: eight hexadecimal digits."""
    return hashlib.sha256(b"audit key id\0" + key.encode()).hexdigest()[:ID_LENGTH]


def present_key_id() -> str:
    return _id_of(settings.AUDIT_KEY)


def known_keys() -> dict[str, bytes]:
    """Every key that may have signed something, by its id."""
    return {_id_of(key): key.encode() for key in (settings.AUDIT_KEY, *settings.AUDIT_OLD_KEYS)}


def sign(text: str) -> str:
    """HMAC-SHA256 under the present key, in hexadecimal."""
    return mac(settings.AUDIT_KEY.encode(), text)


def mac(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


_id_of = cache(key_id)
