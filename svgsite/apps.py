from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SvgsiteConfig(AppConfig):
    name = "svgsite"

    def ready(self) -> None:
        from svgsite import checks  # noqa: F401  registers the system checks


class SvgAdminConfig(AdminConfig):
    default_site = "svgsite.admin.SvgAdminSite"
