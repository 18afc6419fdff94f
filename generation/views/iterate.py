"""Going on from a finished picture: change it by a prompt, vary it, compare models."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from generation.iterating.forms import CompareForm, IterateForm, RefineForm, VaryForm
from generation.models import SVGGenerationRequest
from generation.submitting import drafts
from generation.views.access import find_for_owner
from generation.views.requests import page_of, to_the_vote


@require_POST
def refine(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A wish that was long to type outlives a sign-in that has run out."""
    if not request.user.is_authenticated:
        return drafts.ask_to_sign_in(request, reverse("request", args=[request_id]))
    return _send(request, request_id, RefineForm, action="request.refine")


@login_required
@require_POST
def vary(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return _send(request, request_id, VaryForm, action="request.variation")


@login_required
@require_POST
def compare(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return _send(request, request_id, CompareForm, action="request.compared")


def _send(
    request: HttpRequest, request_id: UUID, kind: type[IterateForm], *, action: str
) -> HttpResponse:
    """To the child's or the group's page; a form that is refused comes back with what was typed."""
    found = find_for_owner(request.user, request_id, action=action)  # type: ignore[arg-type]
    if not_owner := refuse_others(request, found):
        return not_owner
    form = kind(request.POST, by=request.user, parent=found)
    if form.is_valid():
        made = form.send(session=request.user_session)  # type: ignore[attr-defined]
        if isinstance(made, SVGGenerationRequest):
            return drafts.sent(request, "request", made.pk)
        if made is not None:
            return drafts.sent(request, "group", made)
    return to_the_vote(request, found) or page_of(request, found, status=422, iterate_forms=[form])


def refuse_others(request: HttpRequest, found: SVGGenerationRequest) -> HttpResponse | None:
    """An admin sees everybody's pictures, and goes on from their own only."""
    if found.owner_id == request.user.pk:
        return None
    messages.error(request, _("Only its owner can go on from a picture. It cost nothing."))
    return redirect("request", request_id=found.pk)
