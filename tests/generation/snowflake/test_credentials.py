from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from generation.snowflake.credentials import TOKEN_TYPE_HEADER, cortex_endpoint
from generation.snowflake.errors import Misconfigured
from generation.snowflake.settings import SnowflakeSettings

ACCOUNT = SnowflakeSettings(account="My_Org-Acct", user="bot", password="pass")
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def write_key(path: Path, passphrase: str = "") -> str:
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    return str(path)


def test_the_accounts_address() -> None:
    endpoint = cortex_endpoint(ACCOUNT)

    assert endpoint.base_url == "https://my-org-acct.snowflakecomputing.com/api/v2/cortex/v1"
    assert not endpoint.loopback


def test_a_password_goes_as_a_programmatic_access_token() -> None:
    assert cortex_endpoint(ACCOUNT).headers == {
        "Authorization": "Bearer pass",
        TOKEN_TYPE_HEADER: "PROGRAMMATIC_ACCESS_TOKEN",
    }


@pytest.mark.parametrize(
    ("authenticator", "name"), [("token", "PROGRAMMATIC_ACCESS_TOKEN"), ("oauth", "OAUTH")]
)
def test_a_token_is_read_from_its_file_each_time(
    tmp_path: Path, authenticator: str, name: str
) -> None:
    file = tmp_path / "token"
    settings = replace(ACCOUNT, authenticator=authenticator, token_file=str(file))

    for token in ("first", "second"):
        file.write_text(f"{token}\n")
        assert cortex_endpoint(settings).headers == {
            "Authorization": f"Bearer {token}",
            TOKEN_TYPE_HEADER: name,
        }


@pytest.mark.parametrize("passphrase", ["", "open"])
def test_a_key_pair_signs_a_short_lived_token(tmp_path: Path, passphrase: str) -> None:
    settings = replace(
        ACCOUNT,
        authenticator="key_pair",
        private_key_file=write_key(tmp_path / "k.p8", passphrase),
        private_key_passphrase=passphrase,
    )

    headers = cortex_endpoint(settings).headers
    token = headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, KEY.public_key(), algorithms=["RS256"])

    assert headers[TOKEN_TYPE_HEADER] == "KEYPAIR_JWT"
    assert claims["sub"] == "MY_ORG-ACCT.BOT"
    assert claims["exp"] - claims["iat"] == 600


@pytest.mark.parametrize("changes", [{"private_key_passphrase": "wrong"}, {"private_key_file": ""}])
def test_a_key_that_cannot_be_read(tmp_path: Path, changes: dict[str, Any]) -> None:
    settings = replace(
        ACCOUNT, authenticator="key_pair", private_key_file=write_key(tmp_path / "k.p8", "open")
    )

    with pytest.raises(Misconfigured):
        cortex_endpoint(replace(settings, **changes))


@pytest.mark.parametrize(
    "settings",
    [
        replace(ACCOUNT, authenticator="magic"),
        replace(ACCOUNT, password=""),
        replace(ACCOUNT, authenticator="token"),
        replace(ACCOUNT, authenticator="oauth", token_file="/nonexistent"),
        SnowflakeSettings(connection_name="no such name"),
    ],
)
def test_what_is_missing_is_a_setting_gone_wrong(settings: SnowflakeSettings) -> None:
    with pytest.raises(Misconfigured):
        cortex_endpoint(settings)


def test_the_accounts_credentials_never_go_to_another_host() -> None:
    elsewhere = replace(ACCOUNT, cortex_base_url="https://evil.example/v1/")

    assert cortex_endpoint(elsewhere).base_url == "https://evil.example/v1"
    assert cortex_endpoint(elsewhere).headers == {}
    with_key = replace(elsewhere, cortex_api_key="its-own")
    assert cortex_endpoint(with_key).headers == {"Authorization": "Bearer its-own"}


@pytest.mark.parametrize(
    "base",
    [
        "http://my-org-acct.snowflakecomputing.com/v1",
        "https://my-org-acct.snowflakecomputing.com.evil.example/v1",
        "https://my-org-acct.snowflakecomputing.com@evil.example/v1",
    ],
)
def test_an_address_that_looks_like_the_account_is_not(base: str) -> None:
    assert cortex_endpoint(replace(ACCOUNT, cortex_base_url=base)).headers == {}


def test_the_accounts_own_address_written_out_keeps_its_credentials() -> None:
    base = "https://my-org-acct.snowflakecomputing.com/api/v2/cortex/v1"

    assert cortex_endpoint(replace(ACCOUNT, cortex_base_url=base)) == cortex_endpoint(ACCOUNT)


def test_the_stand_in() -> None:
    endpoint = cortex_endpoint(SnowflakeSettings(local_port=1234))

    assert endpoint.base_url == "http://127.0.0.1:1234/api/v2/cortex/v1"
    assert endpoint.headers["Authorization"] == "Bearer local"
    assert endpoint.loopback
    assert "local" not in repr(endpoint.headers and endpoint).replace("127.0.0.1", "")


def test_a_named_connection_lends_address_and_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from snowflake.connector.config_manager import CONFIG_MANAGER

    entry = {"account": "acct", "user": "u", "authenticator": "OAUTH", "token": "tok"}
    monkeypatch.setattr(CONFIG_MANAGER, "conf_file_cache", {"connections": {"prod": entry}})

    endpoint = cortex_endpoint(SnowflakeSettings(connection_name="prod"))

    assert endpoint.base_url == "https://acct.snowflakecomputing.com/api/v2/cortex/v1"
    assert endpoint.headers == {"Authorization": "Bearer tok", TOKEN_TYPE_HEADER: "OAUTH"}
