"""Checks of stages and what they found; files are removed on a check's own page, after a look."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from generation.admin.base import RecordAdmin
from generation.models import StageCheck, StageFinding
from generation.reconciling.services import PERMISSION, ask_fix

PUT = [StageFinding.Kind.MISSING, StageFinding.Kind.DIFFERS]


@admin.register(StageCheck)
class StageCheckAdmin(RecordAdmin):
    is_small = True
    list_display = ["created_at", "stage_name", "status", "files", "records", "others"]
    list_filter = ["status"]
    search_fields = ["stage_name", "check_id"]
    date_hierarchy = "created_at"
    exclude = ["batches"]
    kept_fields: ClassVar[list[str]] = ["error_message"]


@admin.register(StageFinding)
class StageFindingAdmin(RecordAdmin):
    is_small = True
    list_display = ["__str__", "kind", "state", "found_at", "size_found", "size_recorded"]
    list_filter = ["state", "kind"]
    search_fields = ["location", "origin_id"]
    date_hierarchy = "found_at"
    export_time = "found_at"
    kept_fields: ClassVar[list[str]] = ["detail", "message"]
    actions = ["put_back"]

    @admin.action(
        description=gettext_lazy("Put the recorded files there again"), permissions=["mend"]
    )
    def put_back(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Only where there is a record to put there."""
        by: Any = request.user
        asked = ask_fix(by=by, findings=queryset.filter(kind__in=PUT))
        said = ngettext("%(n)s file will be put back.", "%(n)s files will be put back.", asked)
        self.message_user(request, said % {"n": asked})

    def has_mend_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))
