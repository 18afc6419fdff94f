"""Exports: asking for one from a list, watching it, fetching it."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.pages import AdminPage
from auditing.exports import delivery, lists, services
from auditing.exports.sources import filters_on_record
from auditing.models import ExportJob
from auditing.preferences import canonical

SHOWN = 50


@admin.register(ExportJob)
class ExportJobAdmin(ReadOnlyAdmin):
    """Everybody's exports, for admins."""

    list_display = ["created_at", "owner", "what", "format", "status", "rows_done", "size_bytes"]
    list_filter = ["status", "format"]
    list_select_related = ["owner"]
    is_small = True
    kept_fields: ClassVar[list[str]] = ["title", "error_message"]
    search_fields = ["job_id", "sha256", "owner__username"]
    search_placeholder = _("User name, id or SHA-256 of an export")
    date_hierarchy = "created_at"
    exclude = ["last_key", "bytes_done"]

    @admin.display(description=_("title"), ordering="title")
    def what(self, job: ExportJob) -> str:
        return lists.shown_title(job)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(request, *args, **kwargs)
        if found is not None and found.owner_id != request.user.pk:
            found.filters = filters_on_record(found)  # in memory: nothing is saved here
        return found


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """A person's own exports, newest first; the page asks again while one is under way."""
    own = _own(request)[:SHOWN]
    context = {
        **admin.site.each_context(request),
        "title": _("Exports"),
        "jobs": own,
        "is_busy": any(not job.is_finished for job in own),
    }
    live = getattr(request, "htmx", False)
    template = "admin/auditing/_exports.html" if live else "admin/auditing/exports.html"
    return render(request, template, context)


@require_POST
def request_export(request: HttpRequest) -> HttpResponse:
    """From a list's page: its name, its filters as they stand in the address, and the format."""
    by: Any = request.user
    wanted = request.POST
    source = wanted.get("source", "")
    try:
        with canonical():  # the title is kept, in English
            title = lists.title_of(source)
        services.request_export(
            by=by,
            source=source,
            title=title,
            format=wanted.get("format", ""),
            filters={"query": wanted.get("query", "")[:2000]},
        )
    except KeyError as error:
        raise Http404(_("There is no such list.")) from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:exports")


@require_safe
def download(request: HttpRequest, job_id: UUID) -> HttpResponseBase:
    by: Any = request.user
    return delivery.hand_over(by=by, jobs=_visible(request), job_id=job_id)


@require_safe
def manifest(request: HttpRequest, job_id: UUID) -> HttpResponse:
    by: Any = request.user
    return delivery.manifest_of(by=by, jobs=_visible(request), job_id=job_id)


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    by: Any = request.user
    job = get_object_or_404(_visible(request), pk=job_id)
    if not services.cancel_export(by=by, job_id=job.pk):
        messages.info(request, _("It had ended already."))
    return redirect("admin:exports")


def _own(request: HttpRequest) -> QuerySet[ExportJob]:
    user: Any = request.user
    return ExportJob.objects.filter(owner=user)


def _visible(request: HttpRequest) -> QuerySet[ExportJob]:
    user: Any = request.user
    return ExportJob.objects.visible_to(user)


PERMISSION = "auditing.view_reports"
PAGES = [
    AdminPage(
        "exports/", "exports", exports, PERMISSION, _("Exports"), _("Lists and reports as files.")
    ),
    AdminPage("exports/new/", "export-new", request_export, PERMISSION),
    AdminPage("exports/<uuid:job_id>/download/", "export-download", download, PERMISSION),
    AdminPage("exports/<uuid:job_id>/manifest/", "export-manifest", manifest, PERMISSION),
    AdminPage("exports/<uuid:job_id>/cancel/", "export-cancel", cancel, PERMISSION),
]
