"""Access events, to read and to search."""

from django.contrib import admin

from auditing.admin.base import ReadOnlyAdmin
from auditing.models import AccessEvent


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin):
    list_display = ["timestamp", "actor_name", "action", "resource_label", "resource_id", "result"]
    list_filter = ["result", "action", "resource_label"]
    search_fields = ["actor_name", "action", "resource_id"]
    date_hierarchy = "timestamp"
    export_time = "timestamp"
    export_fields = [
        "event_id",
        "timestamp",
        "actor_id",
        "actor_name",
        "action",
        "resource_label",
        "resource_id",
        "result",
        "context",
    ]
