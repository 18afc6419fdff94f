"""Names and values of an occurrence's context."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from auditing.admin.logs import facts

register = template.Library()


@register.filter
def known(values: dict[str, Any]) -> SafeString:
    """What is known, without what is empty; nested values a line each."""
    shown: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            shown[key] = "\n".join(f"{name}: {item}" for name, item in value.items() if item)
        elif value not in ("", None, [], {}):
            shown[key] = value
    return facts({key: value for key, value in shown.items() if value != ""})
