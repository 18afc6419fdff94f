"""What every record's admin page shares: visible rows only, nothing changed by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from auditing.admin.base import ReadOnlyAdmin
from auditing.light_media import PlainInline
from generation.admin.stories import story_of
from generation.concealing import conceal, conceal_all, is_concealed, opened_for


class RecordAdmin(ReadOnlyAdmin):
    """Rows that the person may see."""

    # Fetched only where a page shows them: a list of 50 rows would load megabytes.
    heavy_fields: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer(*self.heavy_fields)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row as this person may read it; `viewer` for what is fetched along with it."""
        found: Any = super().get_object(request, object_id, from_field)
        if found is not None:
            found.viewer = request.user
            conceal(request.user, found)
        return found

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)
        found.result_list = list(found.result_list)
        conceal_all(request.user, found.result_list)
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With a link to the story that the row belongs to."""
        row: Any = context.get("original")
        context["story_url"] = story_of(row)
        context["svg_request"] = row
        context["concealed"] = is_concealed(row)
        context["opened"] = opened_for(request.user, row)
        return super().render_change_form(request, context, *args, **kwargs)


# So many rows of one kind stand on the page of what they belong to.
MOST_INLINE = 15


class FirstRows(BaseInlineFormSet):  # type: ignore[type-arg]
    """Some of the rows, and whether there are more; never all of ten thousand."""

    has_more = False

    def get_queryset(self) -> QuerySet[Any]:
        if not hasattr(self, "_queryset"):
            rows = list(super().get_queryset()[: MOST_INLINE + 1])
            self.has_more = len(rows) > MOST_INLINE
            self._queryset: Any = rows[:MOST_INLINE]
        return self._queryset  # type: ignore[no-any-return]


class RecordInline(PlainInline, admin.TabularInline):  # type: ignore[type-arg]
    """Rows under another row, to read."""

    template = "admin/records/inline.html"
    formset = FirstRows
    most_rows = MOST_INLINE
    # The column by which the rows' own list is narrowed to those under this row.
    link_field = "request"
    extra = 0
    parent_row: Any = None

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """An inline is made for each page anew, so it may keep the row that it stands under."""
        self.parent_row = obj
        return super().get_formset(request, obj, **kwargs)

    can_delete = False
    show_change_link = True

    @property
    def list_url(self) -> str:
        """The list that holds them all, where they have one."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return name if self.admin_site.is_registered(self.model) else ""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm("auditing.view_everything"))


def fragment(template: str, **context: Any) -> SafeString:
    """A template's output for a read-only field."""
    return mark_safe(render_to_string(template, context))  # noqa: S308  templates escape
