"""Links to pictures: whose there are, how often they were opened, and the button that ends one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from generation import links
from generation.admin.base import RecordAdmin
from generation.models import StageLink


@admin.register(StageLink)
class StageLinkAdmin(RecordAdmin):
    is_small = True
    list_display = ["prefix", "owner", "svg", "made_at", "expires_at", "revoked_at", "opened"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner", "svg"]
    search_fields = ["prefix", "owner__username"]
    date_hierarchy = "made_at"
    exclude = ["digest"]
    actions = ["revoke"]
    export_time = "made_at"

    @admin.action(description=gettext_lazy("Revoke the selected links"), permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """End links at once, whoever they belong to."""
        by: Any = request.user
        ended = links.revoke(by=by, links=queryset)
        said = ngettext("%(n)s link revoked.", "%(n)s links revoked.", ended)
        self.message_user(request, said % {"n": ended})
