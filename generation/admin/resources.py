"""Stages and temporary tables."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from auditing.admin.filters import PersonFilter
from auditing.errors import record_exception
from auditing.kept import said
from generation import stages
from generation.admin.base import RecordAdmin
from generation.models import SnowflakeStage, TemporaryTable
from generation.snowflake.errors import SnowflakeError


@admin.register(SnowflakeStage)
class SnowflakeStageAdmin(RecordAdmin):
    is_small = True
    list_display = ["stage_name", "database", "schema", "encryption", "file_count", "is_available"]
    list_filter = ["is_available", "database", "schema"]
    search_fields = ["stage_name", "comment"]
    search_placeholder = _("Name of a stage, or words of its comment")
    actions = ["synchronise"]

    @admin.action(description=_("Synchronise with Snowflake"), permissions=["synchronise"])
    def synchronise(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Ask again which stages there are (all of them, whichever are selected)."""
        by: Any = request.user
        try:
            found = stages.synchronise(by=by)
            told = ngettext("%(n)s stage found.", "%(n)s stages found.", found)
            self.message_user(request, told % {"n": found})
        except SnowflakeError as error:
            record_exception(error, operation="synchronise stages")
            self.message_user(request, said(error), messages.ERROR)

    def has_synchronise_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("generation.change_snowflakestage"))


@admin.register(TemporaryTable)
class TemporaryTableAdmin(RecordAdmin):
    list_display = ["table_name", "table_type", "request", "created_at", "cleaned_up_at"]
    list_filter = [PersonFilter, "table_type", ("cleaned_up_at", admin.EmptyFieldListFilter)]
    list_select_related = ["request"]
    export_fields = [
        "table_name",
        "created_at",
        "request_id",
        "owner__username",
        "database",
        "schema",
        "table_type",
        "cleaned_up_at",
    ]
    sortable_by = ["table_name", "created_at"]
    search_fields = ["table_name", "request"]
    search_placeholder = _("Name of a table or id of a request")
    date_hierarchy = "created_at"
