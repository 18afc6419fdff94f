from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditingConfig(AppConfig):
    name = "auditing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Auditing"

    def ready(self) -> None:
        from auditing.chain.founding import found_chain
        from auditing.exports import lists  # noqa: F401  registers itself as a source

        post_migrate.connect(found_chain, sender=self, dispatch_uid="auditing.found_chain")
