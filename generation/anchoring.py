"""The Snowflake side of the audit trail's anchors."""

from typing import Any

from auditing.anchoring import Publisher, register_publisher
from generation.snowflake.warehouse import warehouse

TAG = "audit_anchor"


def register() -> None:
    """Called once, when the apps are ready."""
    register_publisher("snowflake", Publisher(_publish, _read))


def _publish(line: dict[str, Any]) -> None:
    with warehouse(query_tag=TAG) as connection:
        connection.insert_anchor(line)


def _read() -> list[dict[str, Any]]:
    with warehouse(query_tag=TAG) as connection:
        return connection.read_anchors()
