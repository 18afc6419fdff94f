"""Every setting that the environment can give, read once, typed; all mistakes reported together.

`AppConfig` is the specification's name for it; docs/settings.md lists the variables.
"""

import logging
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from environs import Env, ValidationError, validate

from generation.snowflake.settings import SnowflakeSettings

BASE_DIR = Path(__file__).resolve().parent.parent
AUTHENTICATORS = ("password", "key_pair", "token", "oauth")
KEY_LENGTH = 32  # characters, at least
ENVIRONMENTS = ("development", "testing", "staging", "production", "sis")
# OFF keeps no lines as rows.
LOG_LEVELS = {
    **{name: getattr(logging, name) for name in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")},
    "OFF": logging.CRITICAL + 1,
}


@dataclass(frozen=True)
class AppConfig:
    """The application's settings (spec: AppConfig)."""

    environment: str
    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    behind_https: bool
    var_dir: Path
    database_url: str
    redis_url: str
    log_level: int
    log_json: bool
    log_stream: str
    log_database_level: int
    workers: int
    session_idle_seconds: int
    prompt_characters: str
    svg_profile: str
    svg_repair: str
    default_model: str
    temporary_table_type: str
    max_attempts: int
    api_calls_per_minute: int
    lease_seconds: int
    retry_base_seconds: float
    demo_accounts: bool
    metrics_flush_seconds: float
    metrics_token: str
    export_dir: Path
    export_keep_days: int
    site_url: str
    email: dict[str, Any]
    purge_approval_rows: int
    purge_approval_share: float
    purge_lease_seconds: float
    retention_overdue_hours: int
    snowflake: SnowflakeSettings
    audit_key: str = field(repr=False)
    audit_old_keys: list[str] = field(repr=False)
    audit_signing_key_file: Path
    audit_old_public_keys: list[str]
    audit_anchor_file: Path
    trusted_proxies: list[IPv4Network | IPv6Network]

    @property
    def local(self) -> bool:
        """True where one person tries the program on one machine."""
        return self.environment in ("development", "testing")


@cache
def read_config() -> AppConfig:
    """Read the environment and an optional ``.env`` file beside manage.py.

    Raises:
        environs.EnvValidationError: naming every variable that is missing or wrong.
    """
    env = Env(eager=False)
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    var_dir = env.path("VAR_DIR", default=BASE_DIR / "var")
    environment = env.str(
        "ENVIRONMENT", default="development", validate=validate.OneOf(ENVIRONMENTS)
    )
    local = environment in ("development", "testing")
    config = AppConfig(
        environment=environment,
        debug=env.bool("DEBUG", default=False),
        secret_key=env.str("SECRET_KEY", "") if local else env.str("SECRET_KEY"),
        allowed_hosts=env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"]),
        csrf_trusted_origins=env.list("CSRF_TRUSTED_ORIGINS", default=[]),
        behind_https=env.bool("BEHIND_HTTPS", default=not local),
        var_dir=var_dir,
        database_url=env.str("DATABASE_URL", default=f"sqlite:///{var_dir}/db.sqlite3"),
        redis_url=env.str("REDIS_URL", default=""),
        log_level=env.log_level("LOG_LEVEL", default=logging.INFO),
        log_json=env.bool("LOG_JSON", default=not local),
        log_stream=env.str(
            "LOG_STREAM",
            default="stderr" if local else "stdout",
            validate=validate.OneOf(["stdout", "stderr"]),
        ),
        log_database_level=LOG_LEVELS[
            env.str("LOG_DATABASE_LEVEL", default="INFO", validate=validate.OneOf(list(LOG_LEVELS)))
        ],
        workers=env.int("WORKERS", default=4, validate=validate.Range(min=1, max=64)),
        session_idle_seconds=env.int(
            "SESSION_IDLE_SECONDS", default=3600, validate=validate.Range(min=120)
        ),
        prompt_characters=env.str(
            "PROMPT_CHARACTERS", default="spec", validate=validate.OneOf(["spec", "unicode"])
        ),
        svg_profile=env.str(
            "SVG_PROFILE", default="spec", validate=validate.OneOf(["spec", "extended"])
        ),
        svg_repair=env.str("SVG_REPAIR", default="off", validate=validate.OneOf(["off", "once"])),
        default_model=env.str("DEFAULT_MODEL", default="claude-sonnet-4-5"),
        temporary_table_type=env.str(
            "TEMPORARY_TABLE_TYPE",
            default="TEMPORARY",
            validate=validate.OneOf(["TEMPORARY", "TRANSIENT"]),
        ),
        api_calls_per_minute=env.int(
            "API_CALLS_PER_MINUTE", default=120, validate=validate.Range(min=1)
        ),
        max_attempts=env.int("MAX_ATTEMPTS", default=3, validate=validate.Range(min=1, max=10)),
        lease_seconds=env.int("LEASE_SECONDS", default=30, validate=validate.Range(min=3)),
        retry_base_seconds=env.float("RETRY_BASE_SECONDS", default=2.0),
        metrics_flush_seconds=env.float("METRICS_FLUSH_SECONDS", default=60.0),
        metrics_token=_secret(env, "METRICS_TOKEN"),
        demo_accounts=env.bool("DEMO_ACCOUNTS", default=local),
        export_dir=env.path("EXPORT_DIR", default=var_dir / "exports"),
        site_url=env.str("SITE_URL", default="http://127.0.0.1:8000"),
        email=env.dj_email_url("EMAIL_URL", default="console://"),
        export_keep_days=env.int("EXPORT_KEEP_DAYS", default=7, validate=validate.Range(min=1)),
        purge_approval_rows=env.int(
            "PURGE_APPROVAL_ROWS", default=10_000, validate=validate.Range(min=0)
        ),
        purge_approval_share=env.float(
            "PURGE_APPROVAL_SHARE", default=0.25, validate=validate.Range(min=0, max=1)
        ),
        purge_lease_seconds=env.float(
            "PURGE_LEASE_SECONDS", default=60.0, validate=validate.Range(min=1)
        ),
        retention_overdue_hours=env.int(
            "RETENTION_OVERDUE_HOURS", default=48, validate=validate.Range(min=1)
        ),
        snowflake=_read_snowflake(env, var_dir),
        audit_key=_secret(env, "AUDIT_KEY", needed=not local),
        audit_old_keys=_secret(env, "AUDIT_OLD_KEYS").replace(",", " ").split(),
        audit_signing_key_file=env.path("AUDIT_SIGNING_KEY_FILE")
        if not local
        else env.path("AUDIT_SIGNING_KEY_FILE", default=var_dir / "audit_signing_key.pem"),
        audit_old_public_keys=env.list("AUDIT_OLD_PUBLIC_KEYS", default=[]),
        audit_anchor_file=env.path(
            "AUDIT_ANCHOR_FILE", default=var_dir / "audit" / "anchors.jsonl"
        ),
        trusted_proxies=_networks(env, "TRUSTED_PROXIES"),
    )
    env.seal()
    return replace(
        config,
        secret_key=config.secret_key or _local_key(var_dir / "secret_key"),
        audit_key=config.audit_key or _local_key(var_dir / "audit_key"),
    )


def _read_snowflake(env: Env, var_dir: Path) -> SnowflakeSettings:
    given = SnowflakeSettings(
        account=env.str("SNOWFLAKE_ACCOUNT", default=""),
        connection_name=env.str("SNOWFLAKE_CONNECTION_NAME", default=""),
        user=env.str("SNOWFLAKE_USER", default=""),
        role=env.str("SNOWFLAKE_ROLE", default=""),
        warehouse=env.str("SNOWFLAKE_WAREHOUSE", default=""),
        database=env.str("SNOWFLAKE_DATABASE", default="SVGSITE"),
        schema=env.str("SNOWFLAKE_SCHEMA", default="PUBLIC"),
        authenticator=env.str(
            "SNOWFLAKE_AUTHENTICATOR", default="password", validate=validate.OneOf(AUTHENTICATORS)
        ),
        password=_secret(env, "SNOWFLAKE_PASSWORD"),
        token=_secret(env, "SNOWFLAKE_TOKEN"),
        private_key_file=env.str("SNOWFLAKE_PRIVATE_KEY_FILE", default=""),
        private_key_passphrase=_secret(env, "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"),
        host=env.str("SNOWFLAKE_HOST", default=""),
        port=env.int("SNOWFLAKE_PORT", default=0),
        protocol=env.str("SNOWFLAKE_PROTOCOL", default="https"),
        login_timeout=env.int("SNOWFLAKE_LOGIN_TIMEOUT", default=20),
        network_timeout=env.int("SNOWFLAKE_NETWORK_TIMEOUT", default=60),
        socket_timeout=env.int("SNOWFLAKE_SOCKET_TIMEOUT", default=30),
        statement_timeout=env.int("SNOWFLAKE_STATEMENT_TIMEOUT", default=120),
        verify_upload=env.bool("SNOWFLAKE_VERIFY_UPLOAD", default=True),
        cortex_transport=env.str(
            "CORTEX_TRANSPORT", default="rest", validate=validate.OneOf(["rest", "sql"])
        ),
        cortex_base_url=env.str("CORTEX_BASE_URL", default=""),
        cortex_api_key=_secret(env, "CORTEX_API_KEY"),
        cortex_timeout=env.float("CORTEX_TIMEOUT", default=120.0),
        local_port=env.int("LOCAL_SNOWFLAKE_PORT", default=8601),
        local_dir=var_dir / "local_snowflake",
        local_pace_ms=env.int(
            "LOCAL_SNOWFLAKE_PACE_MS", default=60, validate=validate.Range(min=0, max=1000)
        ),
    )
    return replace(given, warehouse="LOCAL_WH", role="LOCAL_ROLE") if given.embedded else given


def _secret(env: Env, name: str, *, needed: bool = False) -> str:
    """A secret from `NAME`, or from the file that `NAME_FILE` names (container secrets)."""
    path = env.str(f"{name}_FILE", default="")
    if path and Path(path).is_file():
        return Path(path).read_text().strip()
    if needed:
        return env.str(name, validate=validate.Length(min=KEY_LENGTH)) or ""
    return env.str(name, default="") or ""


def _networks(env: Env, name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks; one that is none is reported with the other mistakes."""

    def check(given: list[str]) -> None:
        try:
            [ip_network(text) for text in given]
        except ValueError as error:
            raise ValidationError(str(error)) from error

    given: list[str] | None = env.list(name, default=[], validate=check)
    return [ip_network(text) for text in given or []]


def _local_key(path: Path) -> str:
    """A key made at the first start, kept beside the database, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        # Web and worker may start together: the first one's key stays.
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text()
