from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SvgsiteConfig(AppConfig):
    name = "svgsite"

    def ready(self) -> None:
        from auditing.masking import register_secrets
        from svgsite import checks  # noqa: F401  registers the system checks
        from svgsite.secrets import configured_secrets

        register_secrets(configured_secrets())


class SvgAdminConfig(AdminConfig):
    default_site = "svgsite.admin.SvgAdminSite"
