"""A request under way: the live part of its page, its picture so far, the stop button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from generation import services, sweeping
from generation.models import PartialPicture, Status, SVGGenerationRequest
from generation.views.access import WATCH, find_request, get_request, record_look
from generation.views.pictures import HEADERS
from generation.views.requests import context_of, to_the_vote
from generation.watching.page import watch

# The next one is another, and none of them is the picture.
PARTIAL_HEADERS = {**HEADERS, "Cache-Control": "private, no-store"}


@login_required
@require_safe
def progress(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The live part alone. A request whose worker has died is put back here, within its lease."""
    found = get_request(request.user, request_id, action=WATCH)  # type: ignore[arg-type]
    _recover_if_stalled(found)
    return _live(request, found)


def _live(request: HttpRequest, found: SVGGenerationRequest) -> HttpResponse:
    """204 where the page that asks shows all of this already; the vote where it is still open."""
    if answer := to_the_vote(request, found):
        return answer
    watched = None if found.is_finished else watch(found)
    if watched is not None and watched.state == request.GET.get("seen"):
        return HttpResponse(status=204)
    context = context_of(request, found, watched=watched)
    return render(request, "generation/_request_live.html", context)


def _recover_if_stalled(found: SVGGenerationRequest) -> None:
    if (
        found.status == Status.PROCESSING
        and found.lease_until
        and found.lease_until < timezone.now()
    ):
        sweeping.recover(found)
        found.refresh_from_db()


@login_required
@require_safe
def partial(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """For `<img>`; 204 where nothing is to be seen. Looking at somebody else's is watching it."""
    found = get_request(request.user, request_id, action=WATCH)  # type: ignore[arg-type]
    seen = PartialPicture.objects.filter(request=found, request__status=Status.PROCESSING)
    content = seen.values_list("content", flat=True).first()
    if not content:
        return HttpResponse(status=204, headers=PARTIAL_HEADERS)
    return HttpResponse(content.encode(), content_type="image/svg+xml", headers=PARTIAL_HEADERS)


@login_required
@require_POST
def cancel(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Back to the page, or its live part alone, which says what came of it."""
    found = find_request(request.user, request_id, action="request.cancel")  # type: ignore[arg-type]
    is_asked = services.cancel(by=request.user, request_id=found.pk)  # type: ignore[arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        found.refresh_from_db()
        record_look(request.user, found, action=WATCH)  # type: ignore[arg-type]
        return _live(request, found)
    if not is_asked:
        messages.info(request, _("It had ended already."))
    return redirect("request", request_id=found.pk)
