"""Is the audit trail whole? A button, its progress, what was found; anchors and where they lie."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.pages import AdminPage
from auditing.anchoring import unpublished
from auditing.anchoring.signing import SigningKeyMissing, public_key_text
from auditing.models import AuditAnchor, AuditVerification
from auditing.verification import in_admin

SHOWN = 10


@admin.register(AuditAnchor)
class AuditAnchorAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["made_at", "digest", "places", "problem"]
    search_fields = ["digest"]
    date_hierarchy = "made_at"

    @admin.display(description=_("published to"))
    def places(self, row: AuditAnchor) -> str:
        return ", ".join(row.published) or "–"


@admin.register(AuditVerification)
class AuditVerificationAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["asked_at", "asked_by_name", "status", "rows_done", "seconds", "faults"]
    list_filter = ["status"]
    date_hierarchy = "asked_at"

    @admin.display(description=_("faults"))
    def faults(self, row: AuditVerification) -> Any:
        return row.findings.get("total")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """GET shows what was found the last times, POST begins; the page asks again meanwhile."""
    by: Any = request.user
    if request.method == "POST":
        in_admin.ask(by=by)
        messages.info(request, _("Verification has begun. This page follows it."))
        return redirect("admin:verify-audit")
    in_admin.close_silent()
    rows = list(AuditVerification.objects.all()[:SHOWN])
    context = {
        **admin.site.each_context(request),
        "title": _("Verify the audit trail"),
        "verifications": rows,
        "is_busy": any(not row.is_finished for row in rows),
        "anchor": AuditAnchor.objects.first(),
        "unpublished": unpublished(),
        "public_key": _public_key(),
    }
    live = getattr(request, "htmx", False)
    template = "admin/auditing/_verifications.html" if live else "admin/auditing/verify.html"
    return render(request, template, context)


def _public_key() -> str:
    try:
        return public_key_text()
    except SigningKeyMissing:
        return ""


PAGES = [
    AdminPage(
        "audit/verify/",
        "verify-audit",
        verify,
        "auditing.view_accessevent",
        _("Verify the audit trail"),
        _("Finds whatever was changed, removed or put into it."),
    ),
]
