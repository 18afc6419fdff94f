"""Where the settings lead: connector parameters for SQL, address and key for Cortex over REST."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generation.snowflake.errors import Misconfigured
from generation.snowflake.settings import SnowflakeSettings

CORTEX_PATH = "/api/v2/cortex/v1"
APPLICATION = "svgsite"

# How each authenticator is called by the connector, and in the REST header that names it.
_CONNECTOR_NAMES = {
    "password": "snowflake",
    "key_pair": "SNOWFLAKE_JWT",
    "token": "PROGRAMMATIC_ACCESS_TOKEN",
    "oauth": "OAUTH",
}
# A password works on REST only where it is a programmatic access token.
TOKEN_TYPES = {
    "password": "PROGRAMMATIC_ACCESS_TOKEN",
    "key_pair": "KEYPAIR_JWT",
    "token": "PROGRAMMATIC_ACCESS_TOKEN",
    "oauth": "OAUTH",
}


@dataclass(frozen=True)
class CortexEndpoint:
    """Base address without a trailing slash, and the headers that carry the credentials."""

    base_url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def loopback(self) -> bool:
        return is_loopback(urlsplit(self.base_url).hostname or "")


def effective(settings: SnowflakeSettings) -> SnowflakeSettings:
    """The settings themselves, or in embedded mode those that lead to the local stand-in."""
    if not settings.embedded:
        return settings
    return replace(
        settings,
        account="local",
        user="svgsite",
        password="local",  # noqa: S106 - the stand-in listens on loopback and asks no secret
        authenticator="password",
        protocol="http",
        host=settings.local_host,
        port=settings.local_port,
        warehouse="LOCAL_WH",
        role="LOCAL_ROLE",
    )


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by its name or number, without asking any name server."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def account_host(settings: SnowflakeSettings) -> str:
    """The account's host name; an underscore of the account is a hyphen there."""
    return settings.host or f"{settings.account.lower().replace('_', '-')}.snowflakecomputing.com"


def account_url(settings: SnowflakeSettings) -> str:
    port = f":{settings.port}" if settings.port else ""
    return f"{settings.protocol}://{account_host(settings)}{port}"


def read_token(settings: SnowflakeSettings) -> str:
    """The token; from its file each time, because a platform may renew the file."""
    if not settings.token_file:
        return settings.token
    try:
        return Path(settings.token_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Misconfigured(f"token file: {error.strerror}") from None


def sql_parameters(settings: SnowflakeSettings) -> dict[str, Any]:
    """Keyword arguments for the connector's `connect`."""
    there = effective(settings)
    return {**_place(there), **_credentials(there), **_manners(there)}


def _place(settings: SnowflakeSettings) -> dict[str, Any]:
    named = {"connection_name": settings.connection_name} if settings.connection_name else {}
    wanted: dict[str, Any] = {
        "account": settings.account or ("" if named else settings.host.partition(".")[0]),
        "user": settings.user,
        "role": settings.role,
        "warehouse": settings.warehouse,
        "database": settings.database,
        "schema": settings.schema,
        "host": settings.host,
        "port": settings.port,
        "protocol": "" if named else settings.protocol,
    }
    return {**named, **{name: value for name, value in wanted.items() if value}}


def _credentials(settings: SnowflakeSettings) -> dict[str, Any]:
    if settings.connection_name:
        return {}
    if settings.authenticator not in _CONNECTOR_NAMES:
        raise Misconfigured(f"authenticator {settings.authenticator!r}")
    chosen: dict[str, Any] = {"authenticator": _CONNECTOR_NAMES[settings.authenticator]}
    if settings.authenticator == "password":
        chosen["password"] = settings.password
    elif settings.authenticator == "key_pair":
        chosen["private_key_file"] = settings.private_key_file
        if settings.private_key_passphrase:
            chosen["private_key_file_pwd"] = settings.private_key_passphrase
    else:
        chosen["token"] = read_token(settings)
    return chosen


def _manners(settings: SnowflakeSettings) -> dict[str, Any]:
    return {
        "login_timeout": settings.login_timeout,
        "network_timeout": settings.network_timeout,
        "socket_timeout": settings.socket_timeout,
        "paramstyle": "qmark",
        "application": APPLICATION,
        # Otherwise each login asks the metadata services of three clouds where it runs.
        "platform_detection_timeout_seconds": 0.0,
        "log_imported_packages_in_telemetry": False,
        "session_parameters": {
            "QUERY_TAG": APPLICATION,
            "STATEMENT_TIMEOUT_IN_SECONDS": settings.statement_timeout,
            "ABORT_DETACHED_QUERY": True,
            "CLIENT_TELEMETRY_ENABLED": False,
        },
    }
