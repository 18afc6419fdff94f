"""The catalogue of models: lifecycle, replacement, prices."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from auditing.admin.base import PlainLog
from auditing.errors import record_exception
from auditing.kept import said
from auditing.recording import record_event
from generation import catalogue
from generation.models import CortexModel
from generation.snowflake.errors import SnowflakeError


@admin.register(CortexModel)
class CortexModelAdmin(PlainLog):
    list_display = [
        "name",
        "provider",
        "lifecycle",
        "eol_date",
        "replacement",
        "input_price",
        "output_price",
        "is_offered",
    ]
    list_filter = ["provider", "lifecycle", "is_offered"]
    list_select_related = ["replacement"]
    search_fields = ["name"]
    actions = ["refresh"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A model that requests name is switched off, not deleted."""
        return False

    @admin.action(description=_("Refresh lifecycle from Snowflake"), permissions=["change"])
    def refresh(self, request: HttpRequest, queryset: QuerySet[CortexModel]) -> None:
        """Ask the account again (for all models, whichever are selected)."""
        by: Any = request.user
        try:
            named = catalogue.refresh(by=by)
            told = ngettext("Snowflake named %(n)s model.", "Snowflake named %(n)s models.", named)
            self.message_user(request, told % {"n": named})
        except SnowflakeError as error:
            record_exception(error, operation="refresh catalogue")
            self.message_user(request, said(error), messages.ERROR)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: CortexModel, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        context = {"fields": form.changed_data}
        record_event(by=by, action="model.change", resource=obj, context=context)
