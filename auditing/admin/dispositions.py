"""When a row goes, and what holds it: a column of its list and a line of its page."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.retention.disposition import Disposition, deletes_on, with_deletes_on
from auditing.retention.registry import has_a_time

COLUMN = "goes_on"


class DispositionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds "deletes on" for models whose rows have a time; the others are as they were."""

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return [*columns, COLUMN] if has_a_time(self.model) else columns

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The dates of one page's rows come in one query, however its rows were found."""
        found = super().get_changelist_instance(request)
        if has_a_time(self.model):
            _add_dispositions(self.model, list(found.result_list))
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, COLUMN] if obj and has_a_time(self.model) else fields

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """At the end of the first part, where the class says itself what stands where."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if not (obj and has_a_time(self.model) and fieldsets):
            return fieldsets
        name, options = fieldsets[0]
        fields = [field for field in options["fields"] if field != COLUMN]
        return [(name, {**options, "fields": [*fields, COLUMN]}), *fieldsets[1:]]

    @admin.display(description=_("deletes on"))
    def goes_on(self, row: Any) -> str:
        listed = getattr(row, "listed_disposition", None)
        return in_words(listed or deletes_on(row))


def in_words(found: Disposition | None) -> str:
    """ "24 Nov 2027", "on hold: Smith v Acme", "kept"."""
    if found is None:
        return gettext("kept")
    if found.is_held:
        matters = f": {', '.join(found.matters)}" if all(found.matters) else ""
        return gettext("on hold") + matters
    if found.on is None:
        return gettext("kept")
    day = date_format(found.on)
    if found.action == "delete":
        return day
    return gettext("%(day)s, made anonymous") % {"day": day}


def _add_dispositions(model: Any, rows: list[Any]) -> None:
    keys = [row.pk for row in rows]
    found = with_deletes_on(model._base_manager.filter(pk__in=keys))
    dates = {pk: rest for pk, *rest in found.values_list("pk", "deletes_on", "is_held")}
    for row in rows:
        if row.pk in dates:
            on, is_held = dates[row.pk]
            row.listed_disposition = Disposition(on, matters=("",) if is_held else ())
