"""One connection per thread. The connector is imported on first use: it takes a second."""

from __future__ import annotations


def close_connections() -> None:
    """Drop every cached connection of this process."""
