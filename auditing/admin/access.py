"""Access: who may do what, how it came to be, and the form that changes it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from auditing.access_control import PERMISSION
from auditing.access_drift import drift, drift_of
from auditing.admin.access_form import AccessForm
from auditing.admin.base import ReadOnlyAdmin
from auditing.levels import PermissionType
from auditing.models import AccessControl

SHOWN = 50
URL = "admin:auditing_accesscontrol_change"


@admin.register(AccessControl)
class AccessControlAdmin(ReadOnlyAdmin):
    """The list shows loudly what was changed around the services."""

    is_small = True
    list_display = ["person", "role", "access_level", "active", "updated_at"]
    list_filter = ["role", "access_level", "user__is_active"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    change_list_template = "admin/auditing/access_list.html"

    @admin.display(description=gettext_lazy("person"), ordering="user__username")
    def person(self, control: AccessControl) -> str:
        return control.user.get_username()

    @admin.display(description=gettext_lazy("active"), boolean=True, ordering="user__is_active")
    def active(self, control: AccessControl) -> bool:
        return control.user.is_active

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm(PERMISSION))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().changelist_view(request, {**(extra_context or {}), "drift": list(drift())})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One person: what binds, the form, the trail below it."""
        may_change = self.has_change_permission(request)
        if not self.has_view_permission(request) or (request.method == "POST" and not may_change):
            raise PermissionDenied
        found = self.get_object(request, unquote(object_id))
        if found is None:
            raise Http404(_("There is no such account."))
        form = AccessForm(found, request.POST or None)
        by: Any = request.user
        if request.method == "POST" and form.is_valid() and form.save(by=by):
            messages.success(request, _("The access of %(who)s is changed.") % {"who": found.user})
            return redirect(URL, found.pk)
        return TemplateResponse(
            request, "admin/auditing/access.html", self._page(request, found, form)
        )

    def _page(self, request: HttpRequest, found: AccessControl, form: AccessForm) -> dict[str, Any]:
        is_above = found.user.is_superuser and not request.user.is_superuser
        return {
            **self.admin_site.each_context(request),
            "title": _("Access of %(who)s") % {"who": found.user.get_username()},
            "opts": self.model._meta,
            "control": found,
            "kinds_of_permissions": [PermissionType(kind).label for kind in found.permissions],
            "form": form,
            "drift": drift_of(found.user),
            "trail": found.audit_trail[:SHOWN],
            "is_own": found.pk == request.user.pk,
            "is_above": is_above,
            "may_change": self.has_change_permission(request) and not is_above,
        }


def access_url(user_id: int) -> str:
    return reverse(URL, args=[user_id])
