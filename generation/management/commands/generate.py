import json
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from generation import command_line
from generation.brief import ASPECTS, DETAILS
from generation.snowflake import embedded
from generation.snowflake.errors import SnowflakeError


class Command(BaseCommand):
    help = "Turns a prompt into an SVG on a stage; prints one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prompt", help="what the picture should show, 10 to 1000 characters")
        parser.add_argument("--model", default=settings.DEFAULT_MODEL)
        parser.add_argument("--output", type=Path, help="also write the picture to this file")
        parser.add_argument("--filename", help="name on the stage (default: a proposal)")
        parser.add_argument("--stage", help="stage to put it on (default: the first)")
        parser.add_argument("--style", help="name of a style, such as flat")
        parser.add_argument("--palette", help="name of a palette, or colours: '#1d4fd7 #fff'")
        parser.add_argument("--aspect", choices=list(ASPECTS))
        parser.add_argument("--detail", choices=list(DETAILS))
        parser.add_argument("--avoid", help="what to leave out")
        parser.add_argument("--user", help="account to act as (default: command-line)")

    def handle(self, *args: Any, **options: Any) -> None:
        # A supervisor's SIGTERM ends it as Ctrl-C does: cancelled, cleaned up, reported.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with embedded.available(say=self._say):
                result = command_line.generate(options, say=self._say)
        except ValidationError as error:
            raise CommandError(command_line.plain(error)) from error
        except UnicodeEncodeError as error:
            raise CommandError("An argument is not valid UTF-8.") from error
        except (PermissionDenied, SnowflakeError) as error:
            raise CommandError(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"The database is not ready; run make setup. ({error})") from error
        self.stdout.write(json.dumps(result))
        if result["status"] != "completed":
            raise CommandError(f"{result['error']} {result['cost_in_words']}", returncode=2)
        command_line.save(result["request_id"], options["output"])

    def _say(self, text: str) -> None:
        self.stderr.write(text)
