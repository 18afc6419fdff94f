"""Records are read in the admin, never written by hand."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Lists and shows; adds, changes and deletes nothing."""

    list_per_page = 50
    # Counting a whole table to draw one page of it takes longer than the page.
    show_full_result_count = False
    # What an export of the list holds, and the indexed time that it is ordered by. Never what is
    # masked on the pages. Empty: the list cannot be exported.
    export_fields: list[str] = []
    export_time = "created_at"

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Refused without the role: Django looks for the row first, and leads away without it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
