"""Figures as people read them, in their own notation: 1,234.5 or 1.234,5."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MEBIBYTE = 1024 * 1024


def grouped(value: float | Decimal, places: int = 0) -> str:
    """1234567 → "1,234,567", or as the reader's language writes it."""
    rounded: Any = round(value, places)
    return formats.number_format(rounded, places, force_grouping=True)


def megabytes(value: int | None) -> str:
    """Bytes as MB with one place, or as bytes where that would be none."""
    size = int(value or 0)
    if size < MEBIBYTE // 10:
        return _("%(number)s bytes") % {"number": grouped(size)}
    return f"{grouped(size / MEBIBYTE, 1)} MB"


def short_day(day: date) -> str:
    """ "25 Nov" or "25. Nov", without a year."""
    return formats.date_format(day, pgettext("date format of a day without its year", "j M"))
