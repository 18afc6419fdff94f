"""Try every step on Snowflake once, and print what it saw."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generation.snowflake.checkup import Outcome, check
from generation.snowflake.embedded import available
from generation.snowflake.settings import get_settings

MARKS = {True: "ok", False: "failed", None: "skipped"}


class Command(BaseCommand):
    help = "Try every step on the Snowflake account that the settings name, and print what it saw."
    requires_system_checks = []  # it shall also run where the settings are the trouble

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-cortex", action="store_true", help="also ask a model one small question (costs)"
        )
        parser.add_argument("--model", default="", help="the model to ask")

    def handle(self, *args: Any, with_cortex: bool, model: str, **options: Any) -> None:
        self.stdout.write(self._where())
        with available(say=self.stderr.write):
            well = check(self._print, with_cortex=with_cortex, model=model)
        if not well:
            raise CommandError("Not everything went well; see the lines above.")

    def _print(self, outcome: Outcome) -> None:
        milliseconds = f"{outcome.seconds * 1000:.0f} ms"
        mark = MARKS[outcome.ok]
        self.stdout.write(f"{mark:8}{outcome.step:16}{milliseconds:>9}  {outcome.saw}")

    @staticmethod
    def _where() -> str:
        settings = get_settings()
        if settings.embedded:
            return "No account is configured: trying the local stand-in for Snowflake."
        name = settings.connection_name or settings.account or settings.host
        return f"Trying Snowflake: {name}"
