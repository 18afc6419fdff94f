"""The retention report on screen, and the way to its files."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.pages import AdminPage
from auditing.exports import services
from auditing.kept import said
from auditing.models import ReportSubscription
from auditing.recording import record_event
from auditing.reports import monthly
from auditing.reports.exporting import NAME, PERMISSION, filters_of, options_of
from auditing.reports.figures import NOBODY
from auditing.reports.options import DIMENSIONS, HORIZONS, Options
from auditing.reports.retention import lines, purges_since, total
from auditing.retention.registry import classes_in_use

# Lines on the page; a file has them all.
SHOWN = 300
# Nothing was kept earlier, and what was due is reckoned backwards from there.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
FORMATS = {"csv": "CSV", "xlsx": "Excel", "pdf": "PDF", "json": "JSON"}


@admin.register(ReportSubscription)
class ReportSubscriptionAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["owner", "format", "created_at", "last_month"]
    list_select_related = ["owner"]


@require_safe
def retention_report(request: HttpRequest) -> HttpResponse:
    """The report for the options in the address, as of now where it names no time."""
    options = _options(request.GET)
    report = lines(options)
    by: Any = request.user
    record_event(by=by, action="report.view", label=NAME, context=filters_of(options))
    context = {
        **admin.site.each_context(request),
        "title": _("Retention report"),
        "options": options,
        "lines": report[:SHOWN],
        "left_out": max(0, len(report) - SHOWN),
        "total": total(report),
        "purges_since": purges_since(options),
        "dimensions": {name: said(title) for name, title in DIMENSIONS.items() if name != "class"},
        "classes": classes_in_use(),
        "horizons": HORIZONS,
        "nobody": NOBODY,
        "formats": FORMATS,
        "subscription": ReportSubscription.objects.filter(owner=by).first(),
        "is_past": bool(request.GET.get("as_of")),
    }
    return render(request, "admin/auditing/retention_report.html", context)


@require_POST
def export_report(request: HttpRequest) -> HttpResponse:
    """The same report as a file, as of the time that the page was made."""
    options = _options(request.POST)
    by: Any = request.user
    try:
        services.request_export(
            by=by,
            source=NAME,
            format=request.POST.get("format", ""),
            filters=filters_of(options),
            as_of=options.as_of,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:exports")


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Send this report each month, or no longer."""
    by: Any = request.user
    format = request.POST.get("format", "")
    if not format:
        monthly.unsubscribe(by=by)
        messages.success(request, _("You will not get the monthly report any more."))
        return redirect("admin:retention-report")
    try:
        monthly.subscribe(by=by, format=format, filters=filters_of(_options(request.POST)))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("From next month on, this report comes to you under Exports."))
    return redirect("admin:retention-report")


def _options(asked: QueryDict) -> Options:
    filters: dict[str, Any] = {
        "by": asked.getlist("by") if "shown" in asked else ["class", "policy"],
        "classes": asked.getlist("classes"),
        **{name: asked.get(name, "") for name in ("owner", "since", "until")},
    }
    return options_of(filters, as_of=_moment(asked.get("as_of", "")))


def _moment(text: str) -> datetime:
    """A time in UTC from the address; now where there is none, or none that can have been."""
    now = timezone.now()
    try:
        asked = datetime.fromisoformat(text)
        moment = (asked if asked.tzinfo else asked.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return now
    return moment if EARLIEST <= moment <= now else now


PAGES = [
    AdminPage(
        "reports/retention/",
        "retention-report",
        retention_report,
        PERMISSION,
        _("Retention report"),
        _("What is kept, due, overdue and on hold; on screen and as a file."),
    ),
    AdminPage("reports/retention/monthly/", "retention-report-monthly", subscribe, PERMISSION),
    AdminPage("reports/retention/export/", "retention-report-export", export_report, PERMISSION),
]
