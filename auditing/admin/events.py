"""Access events, to read and to search."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from auditing.models import AccessEvent


@admin.register(AccessEvent)
class AccessEventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["timestamp", "actor_name", "action", "resource_label", "resource_id", "result"]
    list_filter = ["result", "action", "resource_label"]
    search_fields = ["actor_name", "action", "resource_id"]
    date_hierarchy = "timestamp"
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
