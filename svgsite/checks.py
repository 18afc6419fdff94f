"""System checks: what a deployment must show before it is trusted."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def check_environment(**_: Any) -> list[CheckMessage]:
    """`check --deploy` refuses a deployment that runs on the settings of a trial."""
    if settings.ENVIRONMENT not in ("development", "testing"):
        return []
    hint = "Set ENVIRONMENT=production, SECRET_KEY and ALLOWED_HOSTS."
    return [Error("The settings are those of a local trial.", hint=hint, id="svgsite.E001")]
