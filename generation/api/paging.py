"""Lists by key: a cursor names the last row of the page before, so that no page is skipped."""

import base64
import json
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from generation.models import SVGGenerationRequest

PAGE_SIZE, MAX_PAGE_SIZE = 25, 100


def page_of(
    rows: QuerySet[SVGGenerationRequest], *, cursor: str, limit: str
) -> tuple[list[SVGGenerationRequest], str | None]:
    """Rows newest first, and the cursor of the next page or None.

    Raises:
        ValidationError: `cursor` or `limit` is none.
    """
    size = _size(limit)
    if cursor:
        at, key = _read(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=key))
    found = list(rows.order_by("-created_at", "-pk")[: size + 1])
    more = _write(found[size - 1]) if len(found) > size else None
    return found[:size], more


def _size(limit: str) -> int:
    if not limit:
        return PAGE_SIZE
    # Short before it is a number: Python refuses to read thousands of digits.
    is_number = limit.isascii() and limit.isdigit() and len(limit) <= len(str(MAX_PAGE_SIZE))
    size = int(limit) if is_number else 0
    if not 1 <= size <= MAX_PAGE_SIZE:
        raise ValidationError({"limit": f"limit is a number from 1 to {MAX_PAGE_SIZE}."})
    return size


def _write(row: SVGGenerationRequest) -> str:
    text = json.dumps([row.created_at.isoformat(), row.pk.hex])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        text = base64.urlsafe_b64decode(cursor[:200] + "=" * (-len(cursor) % 4))
        at, key = json.loads(text)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        # as the database is asked, which the first and the last day of all cannot be everywhere
        return moment.astimezone(UTC), UUID(key)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise ValidationError({"cursor": _("cursor is not one that a list gave.")}) from None
