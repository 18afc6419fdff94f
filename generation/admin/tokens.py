"""API tokens: whose there are, and the button that ends one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from generation import api_tokens
from generation.admin.base import RecordAdmin
from generation.models import ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(RecordAdmin):
    is_small = True
    list_display = ["name", "owner", "prefix", "last_used_at", "expires_at", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner"]
    search_fields = ["prefix", "owner__username"]
    exclude = ["digest"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke the selected tokens"), permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """End tokens at once, whoever they belong to."""
        by: Any = request.user
        ended = api_tokens.revoke(by=by, tokens=queryset)
        told = ngettext("%(n)s token revoked.", "%(n)s tokens revoked.", ended)
        self.message_user(request, told % {"n": ended})
