"""Address and credentials for Cortex over REST.

The account's credentials go to the account's own host only. Any other base address (Ollama, vLLM,
llama.cpp, a proxy) gets `cortex_api_key`, and nothing where that is empty.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generation.snowflake.endpoints import (
    CORTEX_PATH,
    TOKEN_TYPES,
    CortexEndpoint,
    account_host,
    account_url,
    effective,
    read_token,
)
from generation.snowflake.errors import Misconfigured
from generation.snowflake.settings import SnowflakeSettings

TOKEN_TYPE_HEADER = "X-Snowflake-Authorization-Token-Type"  # noqa: S105 - a header's name
JWT_SECONDS = 600  # read once, when the request is accepted

_AUTHENTICATORS = {
    "": "password",
    "snowflake": "password",
    "snowflake_jwt": "key_pair",
    "programmatic_access_token": "token",
    "oauth": "oauth",
}


def cortex_endpoint(settings: SnowflakeSettings) -> CortexEndpoint:
    """Where to ask, and with which headers. `Misconfigured` where the settings do not say."""
    there = named_connection(settings) if settings.connection_name else effective(settings)
    if not settings.cortex_base_url:
        return CortexEndpoint(account_url(there) + CORTEX_PATH, _headers(there))
    base = settings.cortex_base_url.rstrip("/")
    if _is_the_accounts_own(base, there):
        return CortexEndpoint(base, _headers(there))
    return CortexEndpoint(base, _bearer(settings.cortex_api_key))


def named_connection(settings: SnowflakeSettings) -> SnowflakeSettings:
    """The settings with what connections.toml says under `connection_name`."""
    from snowflake.connector.config_manager import CONFIG_MANAGER
    from snowflake.connector.errors import Error

    connections: Any = CONFIG_MANAGER
    try:
        entry: dict[str, Any] = dict(connections["connections"][settings.connection_name])
    except (Error, KeyError):
        raise Misconfigured(f"connection {settings.connection_name!r}") from None
    authenticator = str(entry.get("authenticator", "")).lower()
    return replace(
        settings,
        account=str(entry.get("account", "")),
        user=str(entry.get("user", "")),
        host=str(entry.get("host", "")),
        port=int(entry.get("port", 0)),
        protocol=str(entry.get("protocol", "https")),
        authenticator=_AUTHENTICATORS.get(authenticator, authenticator),
        password=str(entry.get("password", "")),
        token=str(entry.get("token", "")),
        token_file=str(entry.get("token_file_path", "")),
        private_key_file=str(entry.get("private_key_file", entry.get("private_key_path", ""))),
        private_key_passphrase=str(entry.get("private_key_file_pwd", "")),
    )


def _is_the_accounts_own(base: str, settings: SnowflakeSettings) -> bool:
    if settings.embedded or not (settings.account or settings.host):
        return False
    address = urlsplit(base)
    return (address.scheme, address.hostname) == (settings.protocol, account_host(settings))


def _headers(settings: SnowflakeSettings) -> dict[str, str]:
    if settings.cortex_api_key:
        return _bearer(settings.cortex_api_key)
    if settings.authenticator not in TOKEN_TYPES:
        raise Misconfigured(f"authenticator {settings.authenticator!r} has no way over REST")
    secret = _secret(settings)
    if not secret:
        raise Misconfigured(f"authenticator {settings.authenticator!r} without its secret")
    return {**_bearer(secret), TOKEN_TYPE_HEADER: TOKEN_TYPES[settings.authenticator]}


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"} if secret else {}


def _secret(settings: SnowflakeSettings) -> str:
    if settings.authenticator == "password":
        return settings.password
    if settings.authenticator == "key_pair":
        return _signed_by_key(settings)
    return read_token(settings)


def _signed_by_key(settings: SnowflakeSettings) -> str:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from snowflake.connector.auth.keypair import AuthByKeyPair

    passphrase = settings.private_key_passphrase.encode() or None
    try:
        pem = Path(settings.private_key_file).read_bytes()
        key: Any = load_pem_private_key(pem, passphrase)
    except (OSError, ValueError, TypeError) as error:
        raise Misconfigured(f"private key file: {type(error).__name__}") from None
    signer = AuthByKeyPair(key, lifetime_in_seconds=JWT_SECONDS)
    return signer.prepare(account=settings.account, user=settings.user)
