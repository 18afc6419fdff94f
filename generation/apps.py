from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GenerationConfig(AppConfig):
    name = "generation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Generation")

    def ready(self) -> None:
        from auditing.access import declare_roles
        from auditing.persons.erasing import register_preparation
        from auditing.restrictions import CHOICES
        from generation import anchoring, services, signals, wording  # noqa: F401  keeps its texts
        from generation.admin.stories import register_stories
        from generation.budgets import seed_budgets
        from generation.catalogue import names_of_models, seed_catalogue
        from generation.finding.picture_archive import register_archive
        from generation.prompt_search.preparing import prepare_search
        from generation.retention import register_copies
        from generation.roles import PERMISSIONS, create_roles
        from generation.sources import register_sources
        from generation.stages import names_of_stages
        from generation.submitting.presets import seed_presets
        from generation.templating.services import seed_templates
        from generation.troubles import register_kinds

        declare_roles(PERMISSIONS)
        CHOICES.update(models=names_of_models, stages=names_of_stages)
        signals.connect()
        anchoring.register()
        register_kinds()
        register_sources()
        register_preparation(services.end_all_of)
        register_stories()
        register_copies()
        register_archive()
        # After the last app, since only then all permissions stand.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(create_roles, sender=last, dispatch_uid="generation.create_roles")
        post_migrate.connect(prepare_search, sender=self, dispatch_uid="generation.search")
        post_migrate.connect(seed_catalogue, sender=last, dispatch_uid="generation.catalogue")
        post_migrate.connect(seed_presets, sender=last, dispatch_uid="generation.presets")
        post_migrate.connect(seed_budgets, sender=last, dispatch_uid="generation.budgets")
        post_migrate.connect(seed_templates, sender=last, dispatch_uid="generation.templates")
