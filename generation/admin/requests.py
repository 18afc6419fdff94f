"""Requests: what was asked, each step with its time, the answer, the table, the picture.

Asking for a picture here goes through the same form and service as the pages.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from auditing.admin.filters import IndexedValuesFilter, PersonFilter
from generation import services
from generation.admin.base import RecordAdmin, fragment
from generation.admin.request_inlines import (
    GeneratedSVGInline,
    ResponseInline,
    StatusChangeInline,
    StepInline,
    TemporaryTableInline,
)
from generation.budgets import OverBudget
from generation.concealing import conceal
from generation.costs import cost_of
from generation.forms import SubmitForm, with_lists
from generation.models import (
    Status,
    SVGGenerationRequest,
)
from generation.prompt_search import search_prompts
from generation.search.hits import timeline_url
from generation.svg import receipt_lines


@admin.register(SVGGenerationRequest)
class RequestAdmin(RecordAdmin):
    list_display = ["made", "owner", "prompt_start", "selected_model", "state", "story"]
    list_display_links = ["prompt_start"]
    list_filter = [
        PersonFilter,
        "status",
        "error_category",
        ("selected_model", IndexedValuesFilter),
        ("stage_name", IndexedValuesFilter),
    ]
    list_select_related = ["owner"]
    sortable_by = ["made"]
    search_fields = ["request_id"]
    search_placeholder = gettext_lazy("Words of the prompt, or a request's id")
    search_help_text = gettext_lazy(
        'All words must occur; "red house" as a phrase, hous* as a beginning.'
    )
    date_hierarchy = "created_at"
    actions = ["cancel_requests", "retry_requests"]
    export_fields = [
        "request_id",
        "created_at",
        "owner__username",
        "selected_model",
        "filename",
        "database",
        "schema",
        "stage_name",
        "status",
        "error_category",
        "error_code",
        "attempts",
        "started_at",
        "finished_at",
    ]
    inlines = [
        StepInline,
        ResponseInline,
        TemporaryTableInline,
        GeneratedSVGInline,
        StatusChangeInline,
    ]
    kept_fields: ClassVar[list[str]] = ["error_message"]
    readonly_fields = ["preview", "changes", "cost", "answer"]
    change_form_template = "admin/generation/request.html"
    fieldsets = [
        (None, {"fields": ["preview", "changes", "status", "error_message", "cost"]}),
        (
            gettext_lazy("Asked"),
            {
                "fields": [
                    "owner",
                    "prompt_text",
                    "selected_model",
                    "filename",
                    "created_at",
                    "origin",
                    "parent",
                ]
            },
        ),
        (gettext_lazy("Answer of Cortex"), {"fields": ["answer"]}),
        (gettext_lazy("Where it lies"), {"fields": ["database", "schema", "stage_name"]}),
        (
            gettext_lazy("How it was run"),
            {
                "classes": ["collapse"],
                "fields": [
                    "request_id",
                    "session",
                    "parameters",
                    "user_context",
                    "svg_profile",
                    "template_version",
                    "attempts",
                    "claimed_by",
                    "lease_until",
                    "started_at",
                    "finished_at",
                    "error_category",
                    "error_code",
                ],
            },
        ),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A request by its id, else by the words of its prompt."""
        term = search_term.strip()
        if not term or self.search_conditions(term):
            return super().get_search_results(request, queryset, term)
        person = User.objects.filter(username=request.GET.get("person", "")[:150]).first()
        return search_prompts(queryset, term, owner=person), False

    @admin.display(description=gettext_lazy("asked"), ordering="created_at")
    def made(self, found: SVGGenerationRequest) -> str:
        return f"{timezone.localtime(found.created_at):%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("prompt"))
    def prompt_start(self, found: SVGGenerationRequest) -> str:
        return Truncator(found.prompt_text).chars(70)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, found: SVGGenerationRequest) -> str:
        """With the reason, where it failed."""
        reason = f": {found.error_code}" if found.error_code else ""
        return f"{found.get_status_display()}{reason}"

    @admin.display(description=gettext_lazy("story"))
    def story(self, found: SVGGenerationRequest) -> SafeString:
        return format_html('<a href="{}">{}</a>', timeline_url(found.pk), _("Timeline"))

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, found: SVGGenerationRequest) -> SafeString:
        return fragment("admin/generation/preview.html", svg_request=found, svg=found.svgs.first())

    @admin.display(description=gettext_lazy("changed for safety"))
    def changes(self, found: Any) -> SafeString:
        svg = conceal(found.viewer, found.svgs.first())
        lines = receipt_lines(svg.receipt, _) if svg else []
        return fragment("admin/generation/receipt.html", lines=lines)

    @admin.display(description=gettext_lazy("cost"))
    def cost(self, found: SVGGenerationRequest) -> str:
        return str(cost_of(found))

    @admin.display(description=gettext_lazy("raw text"))
    def answer(self, found: Any) -> SafeString:
        response = conceal(found.viewer, found.responses.filter(status="success").first())
        edited = found.asked_model is None
        return fragment("admin/generation/answer.html", response=response, edited=edited)

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Who may not look at requests here would be led to a page that refuses.
        may_submit = bool(request.user.has_perm("generation.submit_request"))
        return may_submit and self.has_view_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The pages' own form; a good submit leads to the new request's admin page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = with_lists(SubmitForm(request.POST or None, by=request.user))
        if request.method == "POST" and form.is_valid():
            made = form.submit(by=request.user, session=request.user_session)  # type: ignore[attr-defined]
            if made is not None:
                return HttpResponseRedirect(_change_url(made))
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "form": form,
            "opts": self.model._meta,
            "title": _("Ask for a picture"),
        }
        return TemplateResponse(request, "admin/generation/submit.html", context)

    @admin.action(description=gettext_lazy("Cancel the selected requests"), permissions=["submit"])
    def cancel_requests(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Stop those that have not ended."""
        by: Any = request.user
        open_ones = queryset.filter(status__in=[Status.PENDING, Status.PROCESSING])
        keys = list(open_ones.values_list("pk", flat=True))
        stopped = sum(services.cancel(by=by, request_id=pk) for pk in keys)
        told = ngettext("%(n)s request cancelled.", "%(n)s requests cancelled.", stopped)
        self.message_user(request, told % {"n": stopped}, messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Try the selected failed requests again"), permissions=["submit"]
    )
    def retry_requests(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Put those that failed back into the queue."""
        by: Any = request.user
        keys = list(queryset.filter(status=Status.FAILED).values_list("pk", flat=True))
        session: Any = request.user_session  # type: ignore[attr-defined]
        try:
            again = sum(services.retry(by=by, request_id=pk, session=session) for pk in keys)
        except OverBudget as error:
            self.message_user(request, error.message, messages.ERROR)
            return
        told = ngettext("%(n)s request queued again.", "%(n)s requests queued again.", again)
        self.message_user(request, told % {"n": again}, messages.SUCCESS)

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)


def _change_url(found: SVGGenerationRequest) -> str:
    return reverse("admin:generation_svggenerationrequest_change", args=[found.pk])
