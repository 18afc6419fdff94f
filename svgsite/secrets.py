"""The secrets that the settings hold, for the masker: no text leaves with one of them."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

# Names of settings, in capitals, that hold a secret.
_NAME = re.compile(r"(?:KEY|KEYS|SECRET|PASSWORD|PASSPHRASE|TOKEN|FALLBACKS)$")
_SNOWFLAKE = ("password", "token", "private_key_passphrase", "cortex_api_key", "account")


def configured_secrets() -> set[str]:
    """Keys, passwords, tokens and the Snowflake account of this installation; no empty ones."""
    return {secret for secret in _found() if secret}


def _found() -> Iterator[str]:
    for name in dir(settings):
        if name.isupper() and _NAME.search(name):
            yield from _texts(getattr(settings, name))
    for database in settings.DATABASES.values():
        yield str(database.get("PASSWORD") or "")
    for name in _SNOWFLAKE:
        yield str(getattr(settings.SNOWFLAKE, name, "") or "")
    yield unquote(urlsplit(settings.CONFIG.redis_url).password or "")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode(errors="replace")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
