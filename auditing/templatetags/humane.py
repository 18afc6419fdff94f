"""Figures as people read them."""

from django import template

register = template.Library()

MEBIBYTE = 1024 * 1024


@register.filter
def grouped(value: int | str | None) -> str:
    """1234567 → "1,234,567"; empty for nothing."""
    return "" if value in (None, "") else f"{int(value or 0):,}"


@register.filter
def megabytes(value: int | None) -> str:
    """Bytes as MB with one place, or as bytes where that would be none."""
    size = int(value or 0)
    return f"{size:,} bytes" if size < MEBIBYTE // 10 else f"{size / MEBIBYTE:,.1f} MB"
