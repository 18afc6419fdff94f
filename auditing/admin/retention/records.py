"""Policies, holds and purges as records: their history, to read and to search."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import ReadOnlyAdmin
from auditing.kept import said
from auditing.models import LegalHold, RetentionPolicy, RetentionRun
from auditing.retention.registry import classes_in_use


class KindFilter(admin.SimpleListFilter):
    """The classes of data, by what they are called."""

    title, parameter_name = _("class of data"), "data_class"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.key, said(kind.title)) for kind in classes_in_use()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(data_class=self.value()) if self.value() else queryset


class InWordsAdmin(ReadOnlyAdmin):
    """What is said in words stands before the columns."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        words = list(self.readonly_fields)
        found = super().get_fields(request, obj)
        return [*words, *(name for name in found if name not in words)]


@admin.register(RetentionPolicy)
class RetentionPolicyAdmin(InWordsAdmin):
    is_small = True
    kept_fields: ClassVar[list[str]] = ["reason"]
    exclude = ["data_class"]
    readonly_fields = ["kind"]
    list_display = ["kind", "version", "words", "action", "state", "valid_since", "approver"]
    list_filter = ["state", KindFilter, "action"]
    search_fields = ["data_class", "reason", "proposed_by_name", "approved_by_name"]

    @admin.display(description=_("kept"))
    def words(self, policy: RetentionPolicy) -> str:
        return said(policy.words)

    @admin.display(description=_("class of data"), ordering="data_class")
    def kind(self, policy: RetentionPolicy) -> str:
        return said(policy.kind.title)

    @admin.display(description=_("approved by"), ordering="approved_by_name")
    def approver(self, policy: RetentionPolicy) -> str:
        return policy.approver


@admin.register(LegalHold)
class LegalHoldAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["matter", "owner", "scope_words", "placed_at", "placed_by_name", "lifted_at"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter)]
    search_fields = ["matter", "reason", "owner", "person_name", "search"]
    date_hierarchy = "placed_at"

    @admin.display(description=_("keeps rows"))
    def scope_words(self, hold: LegalHold) -> str:
        return ", ".join(hold.scope_words)


@admin.register(RetentionRun)
class RetentionRunAdmin(InWordsAdmin):
    is_small = True
    kept_fields: ClassVar[list[str]] = ["policy_words", "why_approval"]
    exclude = ["data_class", "action", "requested_by_name", "policy_approved_by"]
    readonly_fields = ["kind", "then", "asker", "policy_approver"]
    list_display = ["requested_at", "kind", "state", "done_rows", "size", "cutoff", "ended_at"]
    list_filter = ["state", KindFilter]
    search_fields = ["run_id", "digest", "requested_by_name", "approved_by_name"]
    date_hierarchy = "requested_at"

    @admin.display(description=_("title"))
    def kind(self, run: RetentionRun) -> str:
        return run.title

    @admin.display(description=_("asked for by"))
    def asker(self, run: RetentionRun) -> str:
        return run.asker or "–"

    @admin.display(description=_("policy approved by"))
    def policy_approver(self, run: RetentionRun) -> str:
        return run.policy_approver or "–"

    @admin.display(description=_("action"))
    def then(self, run: RetentionRun) -> str:
        return str(RetentionPolicy.Action(run.action).label)
