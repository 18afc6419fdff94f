"""What is kept about a person, until when, what it cost, and who looked at it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from auditing.looks import Look, group, page_of_looks
from auditing.models import AccessEvent
from auditing.persons.exporting import request_archive
from generation.budgets import budget_of
from generation.deeds import in_words
from generation.kept import kept_of
from generation.models import (
    ApiToken,
    CortexResponse,
    GeneratedSVG,
    SVGGenerationRequest,
    UserSession,
)
from generation.sessions import close_all_sessions
from generation.views.exports import own_exports

SHOWN = 20
PARTS = (GeneratedSVG, CortexResponse)


@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """All of it; an older page of looks stands alone."""
    user: Any = request.user
    context = _looks_of(request, user)
    if context["is_first"]:
        context |= _overview(request, user)
    return render(request, "generation/my_data.html", context)


def _overview(request: HttpRequest, user: Any) -> dict[str, Any]:
    active = UserSession.objects.filter(owner=user, is_active=True)
    tokens = ApiToken.objects.filter(owner=user, revoked_at=None, expires_at__gt=timezone.now())
    return {
        "budget": budget_of(user),
        "kept": kept_of(user),
        "sessions": list(active.order_by("-last_activity")[:SHOWN]),
        "current": request.user_session,  # type: ignore[attr-defined]
        "tokens": tokens.count(),
        "jobs": own_exports(user)[:3],
    }


@login_required
@require_POST
def archive(request: HttpRequest) -> HttpResponse:
    """Everything about the person, as a file that is made in the background."""
    by: Any = request.user
    try:
        request_archive(by=by, user=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("exports")


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the person out everywhere but here."""
    by: Any = request.user
    current = request.user_session  # type: ignore[attr-defined]
    number = close_all_sessions(by, by=by, but=current.pk if current else None)
    said = ngettext("%(number)s session ended.", "%(number)s sessions ended.", number)
    messages.success(request, said % {"number": number})
    return redirect("my-data")


def _looks_of(request: HttpRequest, user: Any) -> dict[str, Any]:
    """What other people did with the person's data, newest first."""
    after = request.GET.get("after", "")
    page = page_of_looks(user, after=after)
    looks = group(page.rows, _subjects(page.rows))
    names = _names(user, looks)
    return {
        "looks": [_line(look, names) for look in looks],
        "older": page.following,
        "is_first": not after or page.is_stale,
    }


def _subjects(events: Iterable[AccessEvent]) -> dict[tuple[str, str], str]:
    """Pictures and answers belong to their request: (label, id) → the request's id."""
    found: dict[tuple[str, str], str] = {}
    for model in PARTS:
        label = model._meta.label
        keys = {event.resource_id for event in events if event.resource_label == label}
        rows = model._base_manager.filter(pk__in=[key for key in keys if _is_uuid(key)])
        for key, request_id in rows.values_list("pk", "request_id"):
            found[label, str(key)] = str(request_id or key)
    return found


def _names(user: Any, looks: list[Look]) -> dict[str, str]:
    """The person's own requests among the things: id → file name."""
    keys = [look.resource_id for look in looks if _is_uuid(look.resource_id)]
    own = SVGGenerationRequest.objects.filter(owner=user, pk__in=keys)
    return {str(key): name for key, name in own.values_list("pk", "filename")}


def _line(look: Look, names: dict[str, str]) -> dict[str, Any]:
    actions = [(event, in_words(event.action)) for event in look.events]
    return {
        "look": look,
        "request_id": look.resource_id if look.resource_id in names else "",
        "name": names.get(look.resource_id, ""),
        "actions": actions,
        "did": list(dict.fromkeys(str(words) for _event, words in actions)),
    }


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
