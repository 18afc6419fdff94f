"""Whether anchors are made and arrive: shown in the admin, checked by verification."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from auditing.anchoring.publishing import unpublished
from auditing.models import AuditAnchor

# Anchors are made daily; a day late is a reason to look.
LATE = timedelta(days=2)


def late() -> Iterator[str]:
    """One line for whatever should have happened by now."""
    last = AuditAnchor.objects.first()
    limit = timezone.now() - LATE
    if last is not None and last.made_at < limit:
        yield f"no anchor was made since {last.made_at:%Y-%m-%d %H:%M} UTC: is the worker running?"
    for anchor in unpublished():
        if anchor.made_at < limit:
            yield f"the anchor of {anchor} UTC waits to be published: {anchor.problem}"
