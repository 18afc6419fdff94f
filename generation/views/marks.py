"""The owner's marks on a request: favourite and tags. htmx swaps them, or a page follows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from generation.finding import marking, tags_of
from generation.going_back import back
from generation.models import SVGGenerationRequest
from generation.views.access import find_for_owner


def marks_of(user: Any, found: SVGGenerationRequest) -> dict[str, Any]:
    """What `_marks.html` shows: own tags can be changed, and are proposed again."""
    is_own = found.owner_id == user.pk
    return {
        "tags": [tag.name for tag in found.tags.all()],
        "may_mark": is_own and user.has_perm(marking.PERMISSION),
        "own_tags": tags_of(user) if is_own else [],
    }


@login_required
@require_POST
def favourite(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """`on` is 1 or 0, so that a double click does nothing twice."""
    by: Any = request.user
    found = find_for_owner(by, request_id, action="request.favourite")
    is_on = request.POST.get("on") == "1"
    if not marking.set_favourite(by=by, requests=[found.pk], favourite=is_on):
        return _not_yours(request, found)
    if request.htmx:  # type: ignore[attr-defined]
        found.is_favourite = is_on
        return render(request, "generation/_favourite.html", {"item": found})
    return _back(request, found)


@login_required
@require_POST
def add_tags(request: HttpRequest, request_id: UUID) -> HttpResponse:
    by: Any = request.user
    found = find_for_owner(by, request_id, action="request.tag")
    if found.owner_id != by.pk:  # before the words are judged: what comes back shows all tags
        return _not_yours(request, found)
    problem = ""
    try:
        tags = marking.clean_tags(request.POST.get("tag", ""))
        if not marking.add_tags(by=by, requests=[found.pk], tags=tags):
            return _not_yours(request, found)
    except ValidationError as error:
        problem = " ".join(error.messages)
    return _marks(request, found, problem)


@login_required
@require_POST
def remove_tag(request: HttpRequest, request_id: UUID) -> HttpResponse:
    by: Any = request.user
    found = find_for_owner(by, request_id, action="request.untag")
    if found.owner_id != by.pk:
        return _not_yours(request, found)
    tag = request.POST.get("tag", "")[: marking.LONGEST]
    marking.remove_tag(by=by, request_id=found.pk, tag=tag)
    return _marks(request, found)


def _marks(request: HttpRequest, found: SVGGenerationRequest, problem: str = "") -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        if problem:
            messages.error(request, problem)
        return _back(request, found)
    context = {"svg_request": found, "marks": marks_of(request.user, found), "problem": problem}
    return render(request, "generation/_marks.html", context)


def _not_yours(request: HttpRequest, found: SVGGenerationRequest) -> HttpResponse:
    messages.error(request, _("Only the request’s owner can mark it."))
    return redirect("request", request_id=found.pk)


def _back(request: HttpRequest, found: SVGGenerationRequest) -> HttpResponse:
    return back(request, otherwise=reverse("request", args=[found.pk]))
