"""Settings from the environment: defaults that run after a clone, mistakes all at once."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from environs import EnvValidationError

from svgsite.config import AppConfig, read_config


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    for name in list(os.environ):
        if name.startswith(("SNOWFLAKE_", "CORTEX_", "DATABASE_", "ENVIRONMENT", "LOG_", "AUDIT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    read_config.cache_clear()
    yield monkeypatch
    read_config.cache_clear()


def test_defaults_run_after_a_clone(environment: pytest.MonkeyPatch) -> None:
    config = read_config()

    assert config.environment == "development"
    assert config.snowflake.embedded
    assert config.database_url.startswith("sqlite:///")


def test_the_key_is_made_once_for_its_owner_only(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = read_config().secret_key
    read_config.cache_clear()

    assert read_config().secret_key == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_all_mistakes_are_reported_together(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("WORKERS", "many")
    environment.setenv("SVG_PROFILE", "everything")

    with pytest.raises(EnvValidationError) as caught:
        read_config()

    assert set(caught.value.error_messages) == {"WORKERS", "SVG_PROFILE"}


def test_production_needs_its_own_key(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENVIRONMENT", "production")

    with pytest.raises(EnvValidationError) as caught:
        read_config()

    assert {"SECRET_KEY", "AUDIT_KEY"} <= set(caught.value.error_messages)


def test_a_short_audit_key_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("AUDIT_KEY", "short")

    with pytest.raises(EnvValidationError) as caught:
        read_config()

    assert "AUDIT_KEY" in caught.value.error_messages


@pytest.mark.parametrize(("given", "wrong"), [("10.0.0.0/8,::1", False), ("proxy.local", True)])
def test_trusted_proxies(environment: pytest.MonkeyPatch, given: str, wrong: bool) -> None:
    environment.setenv("TRUSTED_PROXIES", given)

    if wrong:
        with pytest.raises(EnvValidationError):
            read_config()
    else:
        assert len(read_config().trusted_proxies) == 2


def test_a_secret_may_come_from_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pat").write_text("from-a-file\n")
    environment.setenv("SNOWFLAKE_TOKEN_FILE", str(tmp_path / "pat"))
    environment.setenv("SNOWFLAKE_ACCOUNT", "acme")

    config: AppConfig = read_config()

    assert config.snowflake.token == "from-a-file"
    assert not config.snowflake.embedded
    assert "from-a-file" not in repr(config.snowflake)
