"""Reveals: who read what somebody else wrote, when and why."""

from django.contrib import admin

from auditing.admin.base import ReadOnlyAdmin
from auditing.models import Reveal


@admin.register(Reveal)
class RevealAdmin(ReadOnlyAdmin):
    is_small = True
    list_display = ["opened_at", "person", "category", "reason", "resource_id", "until"]
    list_filter = ["category"]
    list_select_related = ["person"]
    search_fields = ["reveal_id", "resource_id", "person__username"]
    date_hierarchy = "opened_at"
