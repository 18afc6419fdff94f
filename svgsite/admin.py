"""The admin site: its name, its titles, and the pages of the apps that are no model's."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from auditing.access import control_of
from auditing.levels import Level
from auditing.light_media import LightMedia
from auditing.row_keys import RowKeys

if TYPE_CHECKING:
    from auditing.admin.pages import AdminPage
    from auditing.retention.alerts import Alert


def admin_pages() -> list[AdminPage]:
    """Every such page; imported late, since they need the models."""
    from auditing.admin import urls as auditing
    from generation.admin import urls as generation

    return [*auditing.PAGES, *generation.PAGES]


def retention_alerts(request: HttpRequest) -> list[Alert]:
    """What is overdue, for those who look after it; asked only where a page shows it."""
    from auditing.retention.alerts import alerts

    return alerts() if request.user.has_perm("auditing.view_reports") else []


class SvgAdminSite(admin.AdminSite):
    site_header = _("SVG generation")
    site_title = _("SVG generation")
    index_title = _("Administration")
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Of no app does a page load scripts that it has no use for, or fall over a key."""
        given = admin_class or admin.ModelAdmin
        light = type(given.__name__, (LightMedia, RowKeys, given), {"__module__": given.__module__})
        super().register(model_or_iterable, light, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [*(page.url_pattern() for page in admin_pages()), *super().get_urls()]

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, unless their level leaves them their own data only."""
        control = control_of(request.user)
        is_limited = control is not None and control.access_level == Level.LIMITED
        return super().has_permission(request) and not is_limited

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Signed in, but not for the admin: refused, where Django asks to sign in once more."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            may = self.has_permission(request) or request.path == reverse("admin:logout")
            if request.user.is_authenticated and not may:
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        inner = super().admin_view(view, cacheable)
        return guarded

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """An app of which the person sees no model is refused, where Django says not found."""
        if not self.get_app_list(request, app_label):
            raise PermissionDenied
        return super().app_index(request, app_label, extra_context)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Imported here: forms need the models, which come after the site.
        from auditing.sign_in import AdminSignInForm

        self.login_form = AdminSignInForm
        return super().login(request, extra_context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        tools = [
            page for page in admin_pages() if page.title and request.user.has_perm(page.permission)
        ]
        shared = {**super().each_context(request), "tools": tools}
        return {**shared, "retention_alerts": lambda: retention_alerts(request)}
