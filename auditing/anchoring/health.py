"""Whether anchors are made and arrive: shown in the admin, checked by verification."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.anchoring.publishing import unpublished
from auditing.kept import keep
from auditing.models import AuditAnchor

# Anchors are made daily; a day late is a reason to look.
LATE = timedelta(days=2)
NONE_MADE = keep(_("no anchor was made since %(time)s UTC: is the worker running?"))
WAITS = keep(_("the anchor of %(time)s UTC waits to be published: %(problem)s"))


def late() -> Iterator[str]:
    """One line for whatever should have happened by now."""
    last = AuditAnchor.objects.first()
    limit = timezone.now() - LATE
    if last is not None and last.made_at < limit:
        yield NONE_MADE % {"time": f"{last.made_at:%Y-%m-%d %H:%M}"}
    for anchor in unpublished():
        if anchor.made_at < limit:
            yield WAITS % {"time": anchor, "problem": anchor.problem}
