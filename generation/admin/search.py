"""The admin's one search box: one hit leads straight to its page, several are listed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditing.recording import record_event
from generation.search import find, read_needle

# As much of a text as its event and the page repeat.
SHOWN = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Finds what was pasted. Each search is an event."""
    needle = read_needle(request.GET.get("q", ""))
    hits = find(needle)
    if needle.text:
        by: Any = request.user
        context = {"asked": needle.text[:SHOWN], "found": len(hits)}
        record_event(by=by, action="admin.search", context=context)
    if len(hits) == 1:
        return HttpResponseRedirect(hits[0].url)
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "asked": needle.text[:SHOWN],
        "was_cut": len(needle.text) > SHOWN,
        "hits": hits,
    }
    return TemplateResponse(request, "admin/generation/search.html", context)


# Nothing that is pasted is an error, not even a NUL (see `NulMiddleware`).
search.reads_any_text = True  # type: ignore[attr-defined]
