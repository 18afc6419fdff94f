"""Anchors in a table of the account, by the real connector against the stand-in."""

from __future__ import annotations

import pytest

from auditing.anchoring import make_anchor, publish_pending, publisher, publishing
from auditing.verification import verify
from generation.snowflake.settings import SnowflakeSettings
from generation.snowflake.warehouse import warehouse

LINE = {
    "statement": {"made_at": "2026-01-01T00:00:00.000000Z", "lanes": {"1": [1, "ab", 1]}},
    "digest": "d" * 64,
    "signature": "it's \\ base64==",
}


def test_an_anchor_arrives_once_and_whole(embedded: SnowflakeSettings) -> None:
    with warehouse(query_tag="test") as connection:
        connection.insert_anchor(LINE)
        connection.insert_anchor(LINE)

        assert connection.read_anchors().count(LINE) == 1


@pytest.mark.django_db
def test_published_anchors_verify(
    embedded: SnowflakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse(query_tag="test") as connection:
        connection.read_anchors()
        connection.run("DELETE FROM AUDIT_ANCHORS")
    only = {"snowflake": publisher("snowflake")}
    monkeypatch.setattr(publishing, "_publishers", only)
    make_anchor(by=None)
    make_anchor(by=None)

    assert publish_pending() == 0

    kept = publisher("snowflake").read()
    assert len(kept) == 2
    assert verify(anchors={"snowflake": kept}).findings == []
