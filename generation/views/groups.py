"""Requests that were asked for together, on one page; and which models win comparisons."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from auditing.access import restrictions_of
from auditing.recording import record_event
from generation.concealing import conceal_all, is_concealed
from generation.iterating import groups
from generation.iterating.groups import Group
from generation.iterating.standings import standings
from generation.models import Status, SVGGenerationRequest, Vote
from generation.models.requests import ErrorCategory
from generation.views.access import WATCH, is_watching, record_denied

RECENT = 12
PAGE_SIZE = 24


@login_required
@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page; its live part asks `progress` again until all have ended."""
    found = _look(request, key, action="group.view")
    return render(request, "generation/group.html", _context(request, found))


@login_required
@require_safe
def progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """The live part alone; 204 where the page that asks shows all of it already."""
    found = _look(request, key, action=WATCH)
    if found.state == request.GET.get("seen"):
        return HttpResponse(status=204)
    return render(request, "generation/_group_live.html", _context(request, found))


@login_required
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    _find(request, key, action="group.cancel")
    if not groups.cancel_group(by=request.user, key=key):  # type: ignore[arg-type]
        messages.info(request, _("All of them had ended already."))
    return redirect("group", key=key)


@login_required
@require_POST
def vote(request: HttpRequest, key: UUID) -> HttpResponse:
    """One vote a comparison; a second one changes nothing."""
    _find(request, key, action="comparison.vote")
    try:
        chosen = UUID(request.POST.get("request", ""))
    except ValueError:
        chosen = key  # no request has it
    if not groups.vote(by=request.user, key=key, request_id=chosen):  # type: ignore[arg-type]
        messages.info(request, _("There was nothing to vote on, or you have voted already."))
    return redirect("group", key=key)


@login_required
@require_safe
def comparisons(request: HttpRequest) -> HttpResponse:
    """Which models win: by own votes, and for those who read reports by everybody's."""
    user: Any = request.user
    recent = Vote.objects.filter(owner=user).select_related("request").order_by("-made_at")
    context = {
        "own": standings(user),
        "all": standings() if user.has_perm("auditing.view_reports") else None,
        "recent": recent[:RECENT],
    }
    return render(request, "generation/comparisons.html", context)


def _find(request: HttpRequest, key: UUID, *, action: str) -> Group:
    """Raises: Http404, where there is no such group among theirs."""
    user: Any = request.user
    found = groups.group_of(user, key)
    if found is None:
        if others := SVGGenerationRequest.objects.filter(group=key).first():
            record_denied(user, others.pk, action)
        raise Http404(_("There is no such group among yours."))
    return found


def _look(request: HttpRequest, key: UUID, *, action: str) -> Group:
    """As `_find`; looking at somebody else's is an event."""
    found, user = _find(request, key, action=action), request.user
    first = found.first
    if first.owner_id != user.pk and not (action == WATCH and is_watching(user, first)):  # type: ignore[arg-type]
        record_event(by=user, action=action, resource=first, context={"group": str(key)})
    return found


def _context(request: HttpRequest, found: Group) -> dict[str, Any]:
    conceal_all(request.user, [member.request for member in found.members])
    first = found.first
    return {
        "group": found,
        "page": Paginator(found.members, PAGE_SIZE).get_page(request.GET.get("page")),
        "failed": _failed(found),
        "owns": first.owner_id == request.user.pk,
        "concealed": is_concealed(first),
        "may_download": not restrictions_of(request.user).no_downloads,
        "one_prompt": len({member.request.prompt_text for member in found.members}) == 1,
    }


def _failed(found: Group) -> list[tuple[int, int]]:
    """(its place, its page) of each member that did not work out, both from 1."""
    return [
        (member.place, (member.place - 1) // PAGE_SIZE + 1)
        for member in found.members
        if member.request.status == Status.FAILED
        and member.request.error_category != ErrorCategory.CANCELLED
    ]
