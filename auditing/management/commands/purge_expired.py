import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from auditing.models import RetentionRun
from auditing.retention.classes import CLASSES
from auditing.retention.clock import ClockWentBack
from auditing.retention.lease import LeaseLost, PurgeRunning
from auditing.retention.planning import Plan, plan_all
from auditing.retention.purging import Purge


class Command(BaseCommand):
    help = "Deletes what the retention policies say; --dry-run asks the same question and counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, delete nothing")
        parser.add_argument(
            "--policy", action="append", choices=list(CLASSES), help="only this class (repeatable)"
        )
        parser.add_argument("--json", action="store_true", help="one line of JSON for each class")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json: bool = options["json"]
        if options["dry_run"]:
            for plan in plan_all(options["policy"]):
                self._say(_planned(plan))
            return
        progress = self._progress if not self.as_json else lambda run: None
        try:
            runs = Purge(by=None).run_all(options["policy"], progress)
        except (PurgeRunning, ClockWentBack, LeaseLost) as error:
            raise CommandError(str(error)) from error
        for run in runs:
            self._say(_done(run))

    def _say(self, facts: dict[str, Any]) -> None:
        if self.as_json:
            self.stdout.write(json.dumps(facts))
            return
        held = ", ".join(f"{entry['rows']:,} held by {entry['matter']}" for entry in facts["held"])
        words = f"{facts['rows']:>12,} rows  {facts['bytes']:>14,} bytes  {facts['state']}"
        self.stdout.write(f"{facts['policy']:20}{words}{f'  ({held})' if held else ''}")

    def _progress(self, run: RetentionRun) -> None:
        self.stderr.write(f"{run.title}: {run.done_rows:,} of {run.due_rows:,}")


def _planned(plan: Plan) -> dict[str, Any]:
    return {
        "policy": plan.policy.data_class,
        "state": "would wait for approval" if plan.why_approval else f"would {plan.policy.action}",
        "keep": plan.policy.words,
        "cutoff": plan.cutoff.isoformat(),
        "rows": plan.rows,
        "bytes": plan.size,
        "held": plan.held,
    }


def _done(run: RetentionRun) -> dict[str, Any]:
    return {
        "policy": run.data_class,
        "state": run.get_state_display(),
        "run": str(run.pk),
        "keep": run.policy_words,
        "cutoff": run.cutoff.isoformat(),
        "rows": run.done_rows,
        "children": run.child_rows,
        "bytes": run.size,
        "held": run.held,
        "digest": run.digest,
        "orphans": run.orphans,
    }
