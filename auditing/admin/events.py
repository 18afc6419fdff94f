"""Access events, to read and to search."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.links import story_url
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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With a link to the story of what the event is about."""
        event = context.get("original")
        if isinstance(event, AccessEvent):
            context["story_url"] = story_url(event.resource_label, event.resource_id)
        return super().render_change_form(request, context, *args, **kwargs)
