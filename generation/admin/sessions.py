"""User sessions: who is signed in, and the button that ends it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from auditing.admin.filters import IndexedValuesFilter, PersonFilter
from generation.admin.base import RecordAdmin
from generation.models import UserSession
from generation.sessions import close_session


@admin.register(UserSession)
class UserSessionAdmin(RecordAdmin):
    list_display = ["owner", "user_role", "created_at", "last_activity", "is_active", "end_reason"]
    list_filter = [
        PersonFilter,
        "is_active",
        "end_reason",
        ("user_role", IndexedValuesFilter),
    ]
    list_select_related = ["owner"]
    sortable_by = ["created_at", "last_activity"]
    search_fields = ["session_id", "owner__username"]
    search_placeholder = _("User name or id of a session")
    date_hierarchy = "created_at"
    actions = ["revoke"]
    export_fields = [
        "session_id",
        "owner__username",
        "user_role",
        "warehouse",
        "database",
        "schema",
        "created_at",
        "last_activity",
        "is_active",
        "end_reason",
    ]

    @admin.action(description=_("Revoke the selected sessions"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """End sessions that are active; their people are signed out at their next click."""
        by: Any = request.user
        active = queryset.filter(is_active=True).values_list("pk", flat=True)
        ended = sum(close_session(pk, by=by, reason="revoked") for pk in active)
        told = ngettext("%(n)s session revoked.", "%(n)s sessions revoked.", ended)
        self.message_user(request, told % {"n": ended}, messages.SUCCESS)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("generation.change_usersession"))
