"""Access events, to read and to search."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.filters import IndexedValuesFilter
from auditing.admin.links import story_url
from auditing.models import AccessEvent


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnlyAdmin):
    list_display = ["timestamp", "actor_name", "action", "resource_label", "resource_id", "result"]
    list_filter = [
        "result",
        ("action", IndexedValuesFilter),
        ("resource_label", IndexedValuesFilter),
    ]
    sortable_by = ["timestamp"]
    search_fields = ["event_id", "actor_id", "action", "request_id"]
    search_placeholder = "User name, action, or an id"
    search_help_text = "Whole user names, actions, ids of events, resources and HTTP requests."
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

    def search_conditions(self, term: str) -> list[Q]:
        people = User.objects.filter(username=term).values_list("pk", flat=True)
        # An id is looked up below each label, since the index begins with that.
        labels = [model._meta.label for model in apps.get_models()]
        return [
            *super().search_conditions(term),
            *(Q(actor_id=str(pk)) for pk in people),
            Q(resource_label__in=labels, resource_id=term),
        ]
