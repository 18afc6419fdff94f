from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generation.snowflake.embedded import available, is_stand_in
from generation.snowflake.settings import SnowflakeSettings, get_settings, override
from generation.snowflake.warehouse import warehouse
from tests.generation.snowflake.conftest import Reply, serving


def works() -> bool:
    with warehouse(query_tag="t") as db:
        return db.context().database == "SVGSITE"


def nothing_listens(folder: Path) -> SnowflakeSettings:
    return SnowflakeSettings(local_port=1, local_dir=folder)


def test_one_is_started_and_stopped_where_none_runs(tmp_path: Path) -> None:
    said: list[str] = []

    with override(nothing_listens(tmp_path)):
        with available(say=said.append):
            port = get_settings().local_port
            assert works()
        assert get_settings().local_port == 1

    assert said == ["Starting the local stand-in for Snowflake …"]
    assert not is_stand_in("127.0.0.1", port)


def test_one_that_runs_is_used(embedded: SnowflakeSettings, tmp_path: Path) -> None:
    said: list[str] = []

    with override(replace(embedded, local_dir=tmp_path / "none")), available(say=said.append):
        assert works()

    assert said == []
    assert not (tmp_path / "none").exists()


def test_a_second_user_shares_and_is_waited_for(tmp_path: Path) -> None:
    said: list[str] = []
    with override(nothing_listens(tmp_path)), ExitStack() as second:
        with ExitStack() as first:
            first.enter_context(available(say=said.append))
            port = get_settings().local_port
            release = hold_as_another_command_would(tmp_path, second)
            leaving = threading.Timer(0.3, release)
            leaving.start()
        leaving.join()

    assert said[-1].startswith("Waiting for other commands")
    assert not is_stand_in("127.0.0.1", port)


def hold_as_another_command_would(folder: Path, stack: ExitStack) -> Callable[[], Any]:
    held = ExitStack()
    lock = held.enter_context((folder / "in-use.lock").open("w"))
    fcntl.flock(lock, fcntl.LOCK_SH)
    stack.callback(held.close)
    return held.close


def test_one_published_in_the_folder_is_used(tmp_path: Path) -> None:
    from generation.snowflake.local.server import running

    said: list[str] = []
    with (
        running(state_dir=tmp_path, port=0) as endpoint,
        override(nothing_listens(tmp_path)),
        available(say=said.append),
    ):
        assert get_settings().local_port == endpoint.port
        assert works()

    assert said == []


@pytest.mark.parametrize("settings", [SnowflakeSettings(account="a"), SnowflakeSettings(host="h")])
def test_an_account_needs_no_stand_in(settings: SnowflakeSettings, tmp_path: Path) -> None:
    settings = replace(settings, local_dir=tmp_path / "none")

    with override(settings), available(say=pytest.fail):
        assert get_settings() is settings

    assert not settings.local_dir.exists()


def test_another_server_on_the_port_is_no_stand_in(stand_in: Any) -> None:
    assert is_stand_in(stand_in.host, stand_in.port)
    with serving(Reply.picture) as server:
        assert not is_stand_in("127.0.0.1", server.port)
