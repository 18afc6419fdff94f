from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from generation import accounts, recognition, stages
from generation.schedules import create_schedules
from generation.snowflake import embedded
from generation.snowflake.errors import SnowflakeError


class Command(BaseCommand):
    help = "Sets up what is missing: database, roles, catalogue, accounts, schedules, stages."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        recognition.read_unread()
        create_schedules()
        accounts.command_line_account()
        if settings.CONFIG.demo_accounts:
            accounts.create_demo_accounts()
        if not settings.CONFIG.local:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._synchronise_stages()
        self.stdout.write("Set up. Start the program with: make run")

    def _synchronise_stages(self) -> None:
        try:
            with embedded.available(say=self.stdout.write):
                stages.synchronise(by=None)
        except SnowflakeError as error:
            self.stderr.write(f"The stages could not be listed yet: {error}")
