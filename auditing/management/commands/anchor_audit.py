from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from auditing import anchoring
from auditing.anchoring.signing import SigningKeyMissing, public_key_text


class Command(BaseCommand):
    help = "Signs where the audit trail stands and publishes it outside of the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--public-key", action="store_true", help="print the public key and do nothing else"
        )

    def handle(self, *args: Any, public_key: bool, **options: Any) -> None:
        try:
            if public_key:
                self.stdout.write(public_key_text())
                return
            anchor = anchoring.make_anchor(by=None)
        except SigningKeyMissing as error:
            raise CommandError(str(error)) from error
        waiting = anchoring.publish_pending()
        anchor.refresh_from_db()
        self.stdout.write(f"Anchor {anchor.digest} published to: {', '.join(anchor.published)}")
        if waiting:
            raise CommandError(f"{waiting} anchors wait to be published: {anchor.problem}")
