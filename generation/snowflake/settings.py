"""How to reach Snowflake: one frozen value, made from the environment by `svgsite.config`.

`get_settings()` is the only place of this package that looks at Django's settings.
Nothing of Django is imported with this module, because the settings module imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock


@dataclass(frozen=True)
class SnowflakeSettings:
    """Everything the gateway may know. Times are in seconds; secrets never show in `repr`."""

    account: str = ""  # empty: the embedded local stand-in
    connection_name: str = ""  # a name in connections.toml instead of the fields below
    user: str = ""
    role: str = ""
    warehouse: str = ""
    database: str = "SVGSITE"
    schema: str = "PUBLIC"

    authenticator: str = "password"  # password | key_pair | token | oauth
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    token_file: str = ""
    private_key_file: str = ""
    private_key_passphrase: str = field(default="", repr=False)

    host: str = ""  # empty: derived from the account
    port: int = 0  # 0: the protocol's own
    protocol: str = "https"

    login_timeout: int = 20
    network_timeout: int = 60
    socket_timeout: int = 30
    statement_timeout: int = 120

    cortex_transport: str = "rest"  # rest | sql
    cortex_base_url: str = ""  # empty: derived; otherwise any OpenAI-compatible server
    cortex_api_key: str = field(default="", repr=False)
    cortex_timeout: float = 120.0  # the whole answer
    cortex_connect_timeout: float = 10.0
    cortex_idle_timeout: float = 60.0  # between two pieces of an answer

    verify_upload: bool = True  # read a staged file back and compare sha256

    local_host: str = "127.0.0.1"
    local_port: int = 8601
    local_dir: Path = Path("var/local_snowflake")
    local_pace_ms: int = 60  # between two pieces of the stand-in's answer

    @property
    def embedded(self) -> bool:
        """Nothing names an account: the local stand-in answers instead."""
        return not (self.account or self.connection_name or self.host)


# A tuple, replaced as a whole: it is read without the lock, which a fork may leave locked.
_overrides: tuple[SnowflakeSettings, ...] = ()
_lock = Lock()


def get_settings() -> SnowflakeSettings:
    """The override in force, else `django.conf.settings.SNOWFLAKE`."""
    in_force = _overrides
    if in_force:
        return in_force[-1]
    from django.conf import settings as django_settings

    configured: SnowflakeSettings = django_settings.SNOWFLAKE
    return configured


@contextmanager
def override(settings: SnowflakeSettings) -> Iterator[None]:
    """Use other settings in every thread of this process; cached connections go both times."""
    _push(settings)
    try:
        yield
    finally:
        _remove(settings)  # by identity: overrides of several threads may end in any order


def _push(settings: SnowflakeSettings) -> None:
    global _overrides
    with _lock:
        _overrides = (*_overrides, settings)
    _drop_connections()


def _remove(settings: SnowflakeSettings) -> None:
    global _overrides
    with _lock:
        newest = max(at for at, entry in enumerate(_overrides) if entry is settings)
        _overrides = _overrides[:newest] + _overrides[newest + 1 :]
    _drop_connections()


def _drop_connections() -> None:
    # Late, because the modules that hold connections read these settings.
    from generation.snowflake.connection import close_connections

    close_connections()
