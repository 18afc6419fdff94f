"""Figures as people read them."""

from django import template

from auditing import humane

register = template.Library()
register.filter("megabytes", humane.megabytes)


@register.filter
def grouped(value: int | str | None) -> str:
    """1234567 → "1,234,567", as the page's language writes it; empty for nothing."""
    return "" if value in (None, "") else humane.grouped(int(value or 0))
