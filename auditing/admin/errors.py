"""Errors: faults by when they were last seen, each with its trace and what was done about it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.logs import is_id
from auditing.admin.marks import mark
from auditing.admin.pages import AdminPage
from auditing.chart_words import worded
from auditing.charts import Chart, Series, sparkline
from auditing.errors.settling import MOVES, PERMISSION, settle
from auditing.humane import grouped
from auditing.models import AccessEvent, ErrorAffected, ErrorGroup, ErrorInfo

DAYS = 14
SHOWN = 20
STYLES = {"all": ["svgsite/errors.css"]}
# What a button says; the order that they stand in.
BUTTONS = {
    "acknowledge": _("Acknowledge"),
    "resolve": _("Resolve"),
    "ignore": _("Ignore"),
    "reopen": _("Open again"),
}


@admin.register(ErrorGroup)
class ErrorGroupAdmin(ReadOnlyAdmin):
    list_display = ["seen", "what", "kind", "severe", "state", "count", "people", "lately"]
    list_display_links = ["what"]
    list_filter = ["resolution", "severity", "error_type"]
    search_fields = ["title", "culprit", "code"]
    search_placeholder = _("words, a place in the program, or a reference")
    # One row a fault, not one an occurrence.
    is_small = True
    export_time = "last_seen"
    export_fields = ["group_id", "last_seen", "first_seen", "error_type", "severity", "code"]
    export_fields += ["title", "culprit", "count", "resolution", "settled_by", "settled_at"]

    class Media:
        css = STYLES

    def get_queryset(self, request: HttpRequest) -> QuerySet[ErrorGroup]:
        people = _affected(ErrorAffected.Kind.USER)
        rows: QuerySet[ErrorGroup] = super().get_queryset(request)
        return rows.annotate(people_count=people).prefetch_related("days")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A reference is looked up by its index; anything else is words."""
        word = search_term.strip()
        found = groups_of(word) if is_id(word) else []
        if found:
            return queryset.filter(pk__in=found), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("last seen"), ordering="last_seen")
    def seen(self, group: ErrorGroup) -> str:
        return f"{timezone.localtime(group.last_seen):%Y-%m-%d %H:%M}"

    @admin.display(description=_("what"), ordering="title")
    def what(self, group: ErrorGroup) -> str:
        return Truncator(group.title).chars(110)

    @admin.display(description=_("kind"), ordering="error_type")
    def kind(self, group: ErrorGroup) -> str:
        return group.get_error_type_display()

    @admin.display(description=_("severity"), ordering="severity")
    def severe(self, group: ErrorGroup) -> SafeString:
        return mark(group.severity, group.get_severity_display())

    @admin.display(description=_("state"), ordering="resolution")
    def state(self, group: ErrorGroup) -> SafeString:
        return mark(group.resolution, group.get_resolution_display())

    @admin.display(description=_("people"), ordering="people_count")
    def people(self, group: Any) -> int:
        return int(group.people_count)

    @admin.display(description=_("last 14 days"))
    def lately(self, group: ErrorGroup) -> SafeString:
        return line_of(group)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **more: Any
    ) -> HttpResponse:
        """The fault's own page: the newest trace first, then whom it met and what was done."""
        if not self.has_view_permission(request):
            return super().change_view(request, object_id)
        group = _find(self.get_queryset(request), unquote(object_id))
        context = {
            **self.admin_site.each_context(request),
            **_page(group),
            "title": Truncator(group.title).chars(60),
            "opts": self.model._meta,
            "media": self.media,
            "may_settle": request.user.has_perm(PERMISSION),
        }
        return TemplateResponse(request, "admin/auditing/error.html", context)


def groups_of(reference: str) -> list[UUID]:
    """The faults that the id of an occurrence, a group or a request leads to."""
    ids = Q(pk=reference) | Q(request_id=reference) | Q(svg_request=reference) | Q(group=reference)
    seen = ErrorInfo.objects.filter(ids).order_by().values_list("group", flat=True)
    met = ErrorAffected.objects.filter(value=reference).values_list("group", flat=True)
    return [*seen.distinct()[:100], *met[:100]]


def _find(rows: QuerySet[ErrorGroup], key: str) -> ErrorGroup:
    try:
        return get_object_or_404(rows, pk=key)
    except ValidationError as error:  # no UUID
        raise Http404 from error


def _affected(kind: str) -> Coalesce:
    same = ErrorAffected.objects.filter(group=OuterRef("pk"), kind=kind)
    number = same.order_by().values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def line_of(group: ErrorGroup) -> SafeString:
    """How often it was seen on each of the last days; its title says the sum."""
    today = timezone.now().date()
    days = [today - timedelta(days=n) for n in reversed(range(DAYS))]
    seen = {row.day: row.count for row in group.days.all()}
    values = [float(seen.get(day, 0)) for day in days]
    chart = Chart(
        key=f"days-{group.pk}",
        title=gettext("%(times)s times in %(days)s days")
        % {"times": grouped(sum(values)), "days": DAYS},
        labels=[f"{day:%Y-%m-%d}" for day in days],
        series=[Series(gettext("seen"), values, tone="bad")],
    )
    return mark_safe(str(sparkline(worded(chart))))  # noqa: S308  drawn from numbers and dates


def _page(group: ErrorGroup) -> dict[str, Any]:
    newest = list(group.occurrences.order_by("-timestamp")[:SHOWN])
    label = ErrorGroup._meta.label
    events = AccessEvent.objects.filter(resource_label=label, resource_id=str(group.pk))
    story = events.filter(action__in=[f"error.{action}" for action in MOVES])
    return {
        "group": group,
        "newest": newest[0] if newest else None,
        "occurrences": newest,
        "requests": group.affected.filter(kind=ErrorAffected.Kind.REQUEST).count(),
        "line": line_of(group),
        "severity": mark(group.severity, group.get_severity_display()),
        "state": mark(group.resolution, group.get_resolution_display()),
        "story": story.order_by("-timestamp")[:SHOWN],
        "buttons": [
            (action, words)
            for action, words in BUTTONS.items()
            if group.resolution in MOVES[action][0]
        ],
    }


@admin.register(ErrorInfo)
class ErrorInfoAdmin(ReadOnlyAdmin):
    """Single occurrences: found by a reference, a person or a request."""

    list_display = ["timestamp", "what", "severe", "user_id", "request_id", "svg_request"]
    list_display_links = ["what"]
    search_fields = ["error_id", "request_id", "svg_request", "user_id"]
    search_placeholder = _("reference, id of a request, number of a person")
    date_hierarchy = "timestamp"
    list_select_related = ["group"]
    export_time = "timestamp"
    export_fields = ["error_id", "timestamp", "error_type", "severity", "error_message"]
    export_fields += ["user_id", "request_id", "svg_request", "group_id"]

    class Media:
        css = STYLES

    @admin.display(description=_("what"), ordering="error_message")
    def what(self, found: ErrorInfo) -> str:
        return Truncator(found.error_message).chars(110)

    @admin.display(description=_("severity"), ordering="severity")
    def severe(self, found: ErrorInfo) -> SafeString:
        return mark(found.severity, found.get_severity_display())

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **more: Any
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().change_view(request, object_id)
        try:
            found = get_object_or_404(self.get_queryset(request), pk=unquote(object_id))
        except ValidationError as error:  # no UUID
            raise Http404 from error
        if found.group is None:
            raise Http404(_("Its fault is gone by the retention policy."))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Occurrence"),
            "opts": self.model._meta,
            "media": self.media,
            "newest": found,
            "group": found.group,
            "severity": mark(found.severity, found.get_severity_display()),
        }
        return TemplateResponse(request, "admin/auditing/occurrence.html", context)


@require_POST
def settle_error(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One of the buttons of an error's page, with its note."""
    by: Any = request.user
    group = get_object_or_404(ErrorGroup, pk=group_id)
    action, note = request.POST.get("action", ""), request.POST.get("note", "")
    try:
        if settle(by=by, group_id=group.pk, action=action, note=note):
            messages.success(request, _("Done; it is in the error's history."))
        else:
            messages.info(request, _("It stands elsewhere by now: somebody else was faster."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("admin:auditing_errorgroup_change", args=[group.pk]))


PAGES = [AdminPage("errors/<uuid:group_id>/settle/", "settle-error", settle_error, PERMISSION)]
