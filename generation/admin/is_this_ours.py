"""Is this ours? A file or pasted text in, the request it came from out. Each check is an event."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from auditing.recording import record_event
from generation.recognition import Finding, recognise
from generation.uploads import MAX_UPLOAD_BYTES, is_too_large


@require_http_methods(["GET", "HEAD", "POST"])
def is_this_ours(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer."""
    finding, problem, name = None, "", ""
    if request.method == "POST":
        data, name, problem = _given(request)
        if not problem:
            finding = recognise(data)
            _record(request, finding, name=name, size=len(data))
    context = {
        **admin.site.each_context(request),
        "title": _("Is this ours?"),
        "finding": finding,
        "problem": problem,
        "name": name,
    }
    status = 422 if problem else 200
    return TemplateResponse(request, "admin/generation/is_this_ours.html", context, status=status)


def _given(request: HttpRequest) -> tuple[bytes, str, str]:
    """The bytes, the file's name, and what is wrong with them, in words."""
    if is_too_large(request):
        return b"", "", _("This file has more than 2 MiB. Ours never do; nothing was checked.")
    file = request.FILES.get("file")
    if file is not None and file.size:
        return file.read(), str(file.name)[:200], ""
    # A browser sends every line end of a field as CR LF; the canonical form does not mind.
    pasted = request.POST.get("markup", "").encode("utf-8", "replace")
    if len(pasted) > MAX_UPLOAD_BYTES:
        return b"", "", _("This text has more than 2 MiB. Ours never do; nothing was checked.")
    if not pasted.strip():
        return b"", "", _("Choose an SVG file, or paste its text.")
    return pasted, "", ""


def _record(request: HttpRequest, finding: Finding, *, name: str, size: int) -> None:
    by: Any = request.user
    context = {
        "sha256": finding.sha256,
        "verdict": finding.verdict,
        "bytes": size,
        "file": name,
    }
    found = finding.matches[0].svg if finding.matches else None
    record_event(by=by, action="picture.check", resource=found, context=context)
