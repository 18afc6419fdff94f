"""Shared prompts: each change of the words makes a new version, by the service."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.admin.base import PlainLog
from auditing.kept import said
from auditing.light_media import PlainInline
from generation.models import PromptTemplate, PromptTemplateVersion
from generation.templating.lines import EXAMPLE, read_lines, write_lines
from generation.templating.services import save_template
from generation.templating.variables import Variable, check_template


def _variables_help() -> str:
    words = gettext("One a line: %s. Types: text, number, colour, choice.")
    return mark_safe(words % f"<code>{EXAMPLE}</code>")  # noqa: S308  both are the program's


class TemplateAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    text = forms.CharField(
        label=_("Text"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        help_text=_("A variable stands in it as {name}."),
    )
    variables = forms.CharField(
        label=_("Variables"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80}),
        help_text=lazy(_variables_help, str)(),
    )

    class Meta:
        model = PromptTemplate
        fields = ["name", "label", "description", "is_offered"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.newest if self.instance.pk else None
        if newest is not None:
            told = tuple(map(Variable.from_json, newest.variables))
            self.initial.update(text=newest.text, variables=write_lines(told))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        try:
            check_template(told.get("text", ""), read_lines(told.get("variables", "")))
        except ValidationError as error:
            self.add_error(None, error)
        return told


class VersionInline(PlainInline, admin.TabularInline):  # type: ignore[type-arg]
    model = PromptTemplateVersion
    template = "admin/records/inline.html"
    fields = ["number", "text", "made_by", "made_at"]
    readonly_fields = ["number", "text", "made_by", "made_at"]
    extra = 0
    can_delete = False
    verbose_name_plural = _("versions, newest first")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(PromptTemplate)
class PromptTemplateAdmin(PlainLog):
    form = TemplateAdminForm
    list_display = ["shown", "name", "about", "is_offered"]
    list_filter = ["is_offered"]
    search_fields = ["label", "description"]
    fields = ["name", "label", "description", "text", "variables", "is_offered"]
    inlines = [VersionInline]
    is_small = True

    @admin.display(description=_("label"), ordering="label")
    def shown(self, template: PromptTemplate) -> str:
        return said(template.label)

    @admin.display(description=_("description"), ordering="description")
    def about(self, template: PromptTemplate) -> str:
        return said(template.description)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A template that requests name is switched off, not deleted."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: PromptTemplate, form: Any, change: bool
    ) -> None:
        by: Any = request.user
        told = form.cleaned_data
        save_template(obj, by=by, text=told["text"], variables=read_lines(told["variables"]))
