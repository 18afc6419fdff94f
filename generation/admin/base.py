"""What every record's admin page shares: visible rows only, nothing changed by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from auditing.admin.base import ReadOnlyAdmin
from generation.admin.stories import story_of


class RecordAdmin(ReadOnlyAdmin):
    """Rows that the person may see."""

    # Fetched only where a page shows them: a list of 50 rows would load megabytes.
    heavy_fields: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer(*self.heavy_fields)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With a link to the story that the row belongs to."""
        context["story_url"] = story_of(context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)


class RecordInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows under another row, to read."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm("auditing.view_everything"))


def fragment(template: str, **context: Any) -> SafeString:
    """A template's output for a read-only field."""
    return mark_safe(render_to_string(template, context))  # noqa: S308  templates escape
