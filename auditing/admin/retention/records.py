"""Policies, holds and purges as records: their history, to read and to search."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import ReadOnlyAdmin
from auditing.models import LegalHold, RetentionPolicy, RetentionRun


@admin.register(RetentionPolicy)
class RetentionPolicyAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["data_class", "version", "words", "action", "state", "valid_since", "approver"]
    list_filter = ["state", "data_class", "action"]
    search_fields = ["data_class", "reason", "proposed_by_name", "approved_by_name"]

    @admin.display(description=_("kept"))
    def words(self, policy: RetentionPolicy) -> str:
        return policy.words

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
        return ", ".join(hold.scope)


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["requested_at", "title", "state", "done_rows", "size", "cutoff", "ended_at"]
    list_filter = ["state", "data_class"]
    search_fields = ["run_id", "digest", "requested_by_name", "approved_by_name"]
    date_hierarchy = "requested_at"
