"""The page that answers for one request: who, what, when, at what cost, and who looked."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from auditing.recording import record_event
from generation.concealing import conceal, conceal_all, is_concealed, opened_for, unquoted
from generation.models import SVGGenerationRequest
from generation.timeline import gather, phases_of, summary_of
from generation.timeline.answers import deletions_of, integrity_of

# Events on the page, the newest; all of them stand in their own list.
MOST_EVENTS = 20


@require_safe
def timeline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request from its session to its last event; also what is left of a purged one."""
    record = gather(request_id)
    if record.is_empty:
        raise Http404(_("No request has or had this id."))
    conceal(request.user, record.request)
    conceal_all(request.user, [*record.responses, *([record.svg] if record.svg else [])])
    for step in record.steps:
        step.detail = unquoted(step.detail, record.request)
    for move in record.moves:
        move.why = unquoted(move.why, record.request)
    _record_view(request, request_id, owner=getattr(record.request, "owner_id", None))
    shown = record.with_newest_events(MOST_EVENTS)
    context = {
        **admin.site.each_context(request),
        "title": _("Timeline"),
        "record": shown,
        "svg_request": record.request,
        "concealed": is_concealed(record.request),
        "opened": opened_for(request.user, record.request),
        "summary": summary_of(record),
        "phases": phases_of(shown),
        "integrity": integrity_of(record),
        "deletions": list(deletions_of(record)),
    }
    return TemplateResponse(request, "admin/generation/timeline.html", context)


def _record_view(request: HttpRequest, request_id: UUID, *, owner: int | None) -> None:
    by: Any = request.user
    label = SVGGenerationRequest._meta.label
    record_event(
        by=by,
        action="admin.timeline",
        label=label,
        resource_id=str(request_id),
        subject_owner=owner,
    )
