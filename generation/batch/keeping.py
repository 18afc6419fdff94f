"""The lines of a batch, kept from the look at them until they are drawn."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone

from generation.models import BatchTable

# A preview may lie open over night.
KEPT = timedelta(days=1)


def keep_table(by: User, text: str) -> UUID:
    """Keep the lines for a day; returns the key by which `by` finds them again."""
    table = BatchTable.objects.create(owner=by, text=text, expires_at=timezone.now() + KEPT)
    return table.pk


def table_text(by: User, key: UUID) -> str | None:
    """The lines; None where they are somebody else's, or not kept any more."""
    found = BatchTable.objects.filter(owner=by, pk=key, expires_at__gt=timezone.now())
    return found.values_list("text", flat=True).first()
