import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from auditing.anchoring import files, publisher
from auditing.anchoring.signing import read_public_key
from auditing.verification import Report, verify

STEP = 100_000  # rows between two lines of progress


class Command(BaseCommand):
    help = "Says whether the audit trail is whole, and names each row that was tampered with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", type=Path, help="file with anchors (default: the setting)")
        parser.add_argument(
            "--from-snowflake", action="store_true", help="compare the anchors kept there too"
        )
        parser.add_argument(
            "--public-key",
            action="append",
            help="whose signatures count: a PEM file or base64 (repeatable; default: the settings)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys = [read_public_key(given) for given in options["public_key"] or []]
            anchors = self._anchors(options)
        except (OSError, ValueError) as error:
            raise CommandError(f"A file or key cannot be read: {error}") from error
        report = verify(progress=self._progress, anchors=anchors, public_keys=keys)
        self._say(report, as_json=options["json"])
        if report.findings:
            raise CommandError("The audit trail is not as it was written.", returncode=1)

    def _anchors(self, options: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        path: Path | None = options["anchors"]
        if path is not None and not path.is_file():
            raise CommandError(f"There is no file {path}.")
        found = {"file": files.read(path)}
        if options["from_snowflake"]:
            try:
                found["snowflake"] = publisher("snowflake").read()
            except Exception as error:
                raise CommandError(f"Snowflake's anchors cannot be read: {error}") from error
        return found

    def _progress(self, rows: int) -> None:
        if rows % STEP == 0:
            self.stderr.write(f"{rows:,} rows")

    def _say(self, report: Report, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_dict()))
            return
        for found in report.findings:
            self.stdout.write(str(found))
        speed = report.rows / report.seconds if report.seconds else 0
        self.stdout.write(
            f"{report.rows:,} events and {report.anchors:,} anchors in {report.seconds:.1f} s "
            f"({speed:,.0f} events a second): "
            + (f"{report.total:,} faults." if report.findings else "everything as it was written.")
        )
