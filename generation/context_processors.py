"""What every page says about where the pictures come from."""

from typing import Any

from django.http import HttpRequest

from generation.snowflake.settings import get_settings


def stand_in(request: HttpRequest) -> dict[str, Any]:
    """`stand_in`: True where the local stand-in takes the place of a Snowflake account."""
    return {"stand_in": get_settings().embedded}
