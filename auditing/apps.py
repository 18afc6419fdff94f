from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditingConfig(AppConfig):
    name = "auditing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Auditing")

    def ready(self) -> None:
        from auditing import (  # noqa: F401  registrations work by being imported
            access_signals,
            registrations,
            signals,
            wording,
        )
        from auditing.access_drift import CHECK, drift
        from auditing.anchoring.health import late
        from auditing.chain.founding import found_chain
        from auditing.errors import views
        from auditing.metrics.catalogue import seed_thresholds
        from auditing.retention.policies import seed_policies
        from auditing.verification import register_check

        signals.connect()
        access_signals.connect()
        register_check(CHECK, drift)
        register_check("anchors", late)
        post_migrate.connect(seed_thresholds, sender=self, dispatch_uid="auditing.thresholds")
        views.connect()
        post_migrate.connect(found_chain, sender=self, dispatch_uid="auditing.found_chain")
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(seed_policies, sender=last, dispatch_uid="auditing.policies")
