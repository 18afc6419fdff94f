"""The admin site: its name, its titles."""

from django.contrib import admin


class SvgAdminSite(admin.AdminSite):
    site_header = "SVG generation"
    site_title = "SVG generation"
    index_title = "Administration"
    site_url = "/"
