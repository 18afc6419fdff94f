"""The local stand-in for Snowflake as a process of its own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generation.snowflake.local import server


class Command(BaseCommand):
    """`manage.py local_snowflake`; ends cleanly on Ctrl-C or SIGTERM."""

    help = "Run the local stand-in for Snowflake on this machine until it is stopped."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen and where to keep the state."""
        default_dir = Path(settings.BASE_DIR) / "var" / "local_snowflake"
        port = getattr(settings, "LOCAL_SNOWFLAKE_PORT", 8601)
        state_dir = getattr(settings, "LOCAL_SNOWFLAKE_DIR", default_dir)
        parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
        parser.add_argument("--port", type=int, default=port)
        parser.add_argument("--state-dir", type=Path, default=state_dir)
        pace = getattr(settings, "LOCAL_SNOWFLAKE_PACE_MS", server.DEFAULT_PACE_MS)
        parser.add_argument("--pace-ms", type=int, default=pace, help="between two pieces")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve, and say where."""
        names = ("host", "port", "state_dir", "pace_ms")
        try:
            server.serve(**{name: options[name] for name in names}, ready=self._say)
        except (server.StateInUse, ValueError, OverflowError, OSError) as problem:
            raise CommandError(str(problem)) from problem

    def _say(self, endpoint: server.Endpoint) -> None:
        self.stdout.write(f"Local stand-in for Snowflake (not Snowflake) ready at {endpoint.url}")
        self.stdout.flush()
