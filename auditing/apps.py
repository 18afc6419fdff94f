from django.apps import AppConfig


class AuditingConfig(AppConfig):
    name = "auditing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Auditing"
