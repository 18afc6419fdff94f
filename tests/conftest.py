"""What all tests share: the stand-in, accounts, and what to do without Chromium."""

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection
from hypothesis import settings as hypothesis_settings

from generation.models import SnowflakeStage
from tests.chromium import EXECUTABLE
from tests.factories import SnowflakeStageFactory, UserFactory

# How long an example takes says more about what else the machine does than about the program.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# Thousands of tests make much that lives on: looking through all of it so often costs a tenth.
gc.set_threshold(100_000, 20, 20)

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium its tests are skipped, unless nothing may be."""
    if EXECUTABLE.exists() or REQUIRE_ALL:
        return
    skip = pytest.mark.skip(reason="Chromium is missing: apt-get install chromium")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def emptying_passes_the_gate() -> Iterator[None]:
    """Tests with transactions of their own empty every table afterwards: also the audit trail's."""
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def sql(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        # Row by row: TRUNCATE makes new files for each table, which takes longer than most tests.
        return [f"DELETE FROM {self.quote_name(table)}" for table in tables]  # noqa: S608

    def flush(self: Any, sql_list: list[str]) -> None:
        others = [line for line in sql_list if not line.startswith('DELETE FROM "audit_gate"')]
        opened = "INSERT INTO audit_gate (id) VALUES (1)"
        original(self, [opened, *others, "DELETE FROM audit_gate"])

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(operations, "sql_flush", sql)
        patch.setattr(operations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """What one test has cached is gone from the database for the next."""
    for name in ("data_cache", "config_cache", "validation_cache"):
        caches[name].clear()


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The local stand-in, running; gives its address. The gateway points to it meanwhile."""
    from generation.snowflake.local.server import running
    from generation.snowflake.settings import override

    folder = tmp_path_factory.mktemp("snowflake")
    with running(state_dir=folder) as endpoint:
        pointed = replace(
            settings.SNOWFLAKE,
            local_host=endpoint.host,
            local_port=endpoint.port,
            local_dir=folder,
        )
        with override(pointed):
            yield endpoint.url


@pytest.fixture
def stage(db: None) -> SnowflakeStage:
    return SnowflakeStageFactory.create()


@pytest.fixture
def staff(db: None) -> User:
    return UserFactory.create(username="staff")


@pytest.fixture
def admin_user(db: None) -> User:
    return UserFactory.create(username="boss", role="admin")


@pytest.fixture
def manager(db: None) -> User:
    return UserFactory.create(username="manager", role="manager")
