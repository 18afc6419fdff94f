"""The admin site: its name, its titles, and the pages of the apps that are no model's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

if TYPE_CHECKING:
    from auditing.admin.pages import AdminPage


def admin_pages() -> list[AdminPage]:
    """Every such page; imported late, since they need the models."""
    from auditing.admin import urls as auditing
    from generation.admin import urls as generation

    return [*auditing.PAGES, *generation.PAGES]


class SvgAdminSite(admin.AdminSite):
    site_header = "SVG generation"
    site_title = "SVG generation"
    index_title = "Administration"
    site_url = "/"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [*(page.url_pattern() for page in admin_pages()), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        tools = [
            page for page in admin_pages() if page.title and request.user.has_perm(page.permission)
        ]
        return {**super().each_context(request), "tools": tools}
