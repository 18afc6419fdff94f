"""What every page says about where the pictures come from."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest

from generation.snowflake.settings import get_settings


def stand_in(request: HttpRequest) -> dict[str, Any]:
    """`stand_in`: the local stand-in takes the place of a Snowflake account.

    `demo_accounts`: the sign-in page may name them. `reference`: this request's id, by which an
    administrator finds its log lines and events.
    """
    return {
        "stand_in": get_settings().embedded,
        "demo_accounts": settings.CONFIG.demo_accounts,
        "reference": structlog.contextvars.get_contextvars().get("request_id", ""),
    }
