"""Styles: what the form offers, and the words that the model is told."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import PlainLog
from auditing.kept import said
from auditing.recording import record_event
from generation.models import StylePreset


@admin.register(StylePreset)
class StylePresetAdmin(PlainLog):
    list_display = ["shown", "name", "words", "position", "is_offered"]
    list_filter = ["is_offered"]
    search_fields = ["label", "words"]
    prepopulated_fields = {"name": ["label"]}
    is_small = True

    @admin.display(description=_("label"), ordering="label")
    def shown(self, preset: StylePreset) -> str:
        return said(preset.label)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A style that requests name is switched off, not deleted."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def save_model(
        self, request: HttpRequest, obj: StylePreset, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        by: Any = request.user
        context = {"fields": form.changed_data, "words": obj.words}
        record_event(by=by, action="preset.change", resource=obj, context=context)
