from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from typing import Any

import pytest

from generation.snowflake.endpoints import effective, sql_parameters
from generation.snowflake.settings import SnowflakeSettings, get_settings, override

FULL = SnowflakeSettings(
    account="org-acct",
    user="u",
    role="r",
    warehouse="w",
    password="hush-password",
    token="hush-token",
    private_key_passphrase="hush-phrase",
    cortex_api_key="hush-key",
)


def test_secrets_never_show() -> None:
    assert "hush" not in f"{FULL} {FULL!r}"


@pytest.mark.parametrize("field", ["account", "connection_name", "host"])
def test_embedded_means_that_nothing_names_an_account(field: str) -> None:
    named: dict[str, Any] = {field: "x"}
    assert SnowflakeSettings().embedded
    assert not replace(SnowflakeSettings(), **named).embedded


def test_an_override_holds_in_every_thread_and_ends() -> None:
    seen: list[SnowflakeSettings] = []
    outer, inner = SnowflakeSettings(user="outer"), SnowflakeSettings(user="inner")

    with override(outer):
        with override(inner):
            thread = threading.Thread(target=lambda: seen.append(get_settings()))
            thread.start()
            thread.join()
        assert get_settings() is outer

    assert seen == [inner]


def test_overrides_may_end_in_any_order() -> None:
    first, second = SnowflakeSettings(user="same"), SnowflakeSettings(user="same")
    one, two = override(first), override(second)
    one.__enter__()
    two.__enter__()

    one.__exit__(None, None, None)

    assert get_settings() is second
    two.__exit__(None, None, None)


def test_limits_and_manners_always_go_to_the_connector() -> None:
    given = sql_parameters(FULL)

    assert (given["login_timeout"], given["network_timeout"], given["socket_timeout"]) == (
        20, 60, 30
    )  # fmt: skip
    assert given["session_parameters"] == {
        "QUERY_TAG": "svgsite",
        "STATEMENT_TIMEOUT_IN_SECONDS": 120,
        "ABORT_DETACHED_QUERY": True,
        "CLIENT_TELEMETRY_ENABLED": False,
    }
    assert given["paramstyle"] == "qmark"
    assert given["platform_detection_timeout_seconds"] == 0.0
    assert (given["account"], given["user"], given["password"]) == (
        "org-acct",
        "u",
        "hush-password",
    )
    assert "host" not in given  # the connector knows the regions


@pytest.mark.parametrize(
    ("authenticator", "expected"),
    [
        ("password", {"authenticator": "snowflake", "password": "hush-password"}),
        ("token", {"authenticator": "PROGRAMMATIC_ACCESS_TOKEN", "token": "hush-token"}),
        ("oauth", {"authenticator": "OAUTH", "token": "hush-token"}),
        (
            "key_pair",
            {
                "authenticator": "SNOWFLAKE_JWT",
                "private_key_file": "k.p8",
                "private_key_file_pwd": "hush-phrase",
            },
        ),
    ],
)
def test_each_authenticator_sends_its_own_secret_only(
    authenticator: str, expected: dict[str, str]
) -> None:
    given = sql_parameters(replace(FULL, authenticator=authenticator, private_key_file="k.p8"))
    names = {"authenticator", "password", "token", "private_key_file", "private_key_file_pwd"}

    assert {name: value for name, value in given.items() if name in names} == expected


def test_a_named_connection_keeps_its_own_credentials() -> None:
    given = sql_parameters(SnowflakeSettings(connection_name="prod", database="DB"))

    assert (given["connection_name"], given["database"]) == ("prod", "DB")
    assert not given.keys() & {"account", "password", "authenticator", "protocol"}


def test_embedded_leads_to_the_stand_in() -> None:
    given = sql_parameters(SnowflakeSettings(local_port=1234))

    assert (given["account"], given["user"], given["password"]) == ("local", "svgsite", "local")
    assert (given["protocol"], given["host"], given["port"]) == ("http", "127.0.0.1", 1234)
    assert (given["warehouse"], given["role"]) == ("LOCAL_WH", "LOCAL_ROLE")
    assert effective(FULL) is FULL


def test_neither_django_nor_the_connector_is_loaded_early() -> None:
    """Web pages and `--help` import the gateway; the connector alone takes most of a second."""
    script = (
        "import sys, generation.snowflake.settings, generation.snowflake.warehouse,"
        " generation.snowflake.cortex, generation.snowflake.embedded, generation.snowflake.checkup;"
        "bad = {'snowflake.connector', 'httpx', 'django', 'fakesnow'} & sys.modules.keys();"
        "sys.exit(str(bad) if bad else 0)"
    )

    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert result.returncode == 0, result.stderr
