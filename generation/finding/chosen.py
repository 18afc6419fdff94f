"""Several requests at once: those that a person has ticked, or all that fit the filters."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from auditing.models import AccessEvent
from auditing.recording import record_event
from generation.finding.filters import Filters
from generation.finding.rows import fitting
from generation.models import SVGGenerationRequest

# Requests in one choice: an archive of as many pictures is some 100 MB, made in a minute.
MOST = 10_000


def all_fitting(user: User, filters: Filters) -> list[UUID]:
    """The keys of all own requests that fit, newest first.

    Raises:
        ValidationError: more than anybody looks through.
    """
    keys = list(fitting(user, filters).values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        said = _("More than %(most)s fit. Choose a shorter time or another filter.")
        raise ValidationError(said % {"most": localize(MOST)})
    return keys


def ticked(user: User, texts: Collection[str], *, action: str) -> list[UUID]:
    """The keys that a form has sent, all of them `user`'s own.

    Raises:
        Http404: one is not theirs, or is nowhere (recorded as denied).
    """
    keys = {UUID(text) for text in texts if _is_uuid(text)}
    own = set(
        SVGGenerationRequest.objects.filter(owner=user, pk__in=keys).values_list("pk", flat=True)
    )
    if len(own) < len(set(texts)):
        record_event(
            by=user,
            action=action,
            label=SVGGenerationRequest._meta.label,
            result=AccessEvent.Result.DENIED,
            context={"requests": sorted(str(key) for key in keys - own)[:20]},
        )
        raise Http404(gettext_lazy("One of these requests is not among yours."))
    return sorted(own)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
