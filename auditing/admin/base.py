"""Records are read in the admin, never written by hand."""

from django.contrib import admin
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

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
