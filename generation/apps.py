from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class GenerationConfig(AppConfig):
    name = "generation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Generation"

    def ready(self) -> None:
        from generation import signals
        from generation.admin.stories import register_stories
        from generation.catalogue import seed_catalogue
        from generation.retention import register_copies
        from generation.roles import create_roles

        signals.connect()
        register_stories()
        register_copies()
        # After the last app, since only then all permissions stand.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(create_roles, sender=last, dispatch_uid="generation.create_roles")
        post_migrate.connect(seed_catalogue, sender=last, dispatch_uid="generation.catalogue")
