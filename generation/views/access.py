"""Finding a row for a person: what is not theirs is not there, and the attempt is an event."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.models import AccessEvent
from auditing.recording import record_event
from generation.models import SVGGenerationRequest
from generation.permissions import SUBMIT

# A page that watches a request asks several times a second: one event a minute says as much.
WATCH, WATCH_STEP = "request.watch", timedelta(minutes=1)


def get_request(user: User, request_id: UUID, *, action: str) -> SVGGenerationRequest:
    """The request to be looked at, if `user` may see it; somebody else's look is an event.

    Raises:
        Http404: it does not exist, or is not theirs (recorded as denied).
    """
    found = find_request(user, request_id, action=action)
    record_look(user, found, action=action)
    return found


def find_request(user: User, request_id: UUID, *, action: str) -> SVGGenerationRequest:
    """As `get_request`, for what is recorded where it is done: that may still be refused."""
    found: SVGGenerationRequest | None = (
        SVGGenerationRequest.objects.visible_to(user)
        .select_related("owner", "session")
        .filter(pk=request_id)
        .first()
    )
    if found is None:
        record_denied(user, request_id, action)
        raise Http404(_("There is no such request among yours."))
    return found


def find_for_owner(user: User, request_id: UUID, *, action: str) -> SVGGenerationRequest:
    """As `find_request`, for what is the owner's alone: anybody else's attempt is a refusal."""
    found = find_request(user, request_id, action=action)
    if found.owner_id != user.pk:
        record_event(by=user, action=action, resource=found, result=AccessEvent.Result.DENIED)
    return found


def record_look(user: User, found: SVGGenerationRequest, *, action: str) -> None:
    """Nothing for one's own, and for watching one event a minute."""
    if found.owner_id != user.pk and not (action == WATCH and is_watching(user, found)):
        record_event(by=user, action=action, resource=found)


def tell_who_may_not_submit(request: HttpRequest) -> HttpResponse | None:
    """The page in the place of a form that would only be refused, before somebody fills it in.

    None for who may, and for what is posted all the same: a service refuses and records that.
    """
    if request.method == "POST" or request.user.has_perm(SUBMIT):
        return None
    return render(request, "generation/may_not_submit.html")


def is_watching(user: User, found: SVGGenerationRequest) -> bool:
    """Whether an event of the last minute says so already."""
    return AccessEvent.objects.filter(
        resource_label=found._meta.label,
        resource_id=str(found.pk),
        actor_id=str(user.pk),
        action=WATCH,
        timestamp__gt=timezone.now() - WATCH_STEP,
    ).exists()


def record_denied(user: User, request_id: UUID, action: str) -> None:
    """Somebody asked for what is another person's; quiet where there is no such request at all."""
    if SVGGenerationRequest.objects.filter(pk=request_id).exists():
        record_event(
            by=user,
            action=action,
            label=SVGGenerationRequest._meta.label,
            resource_id=str(request_id),
            result=AccessEvent.Result.DENIED,
        )
