"""The purge: goes on with what was begun, then takes what is due, batch by batch.

Killed at any point, it has lost nothing and left nothing half done: each batch is one transaction,
and the next purge goes on at the run's cursor as soon as the dead one's lease has run out.
"""

import time
from collections.abc import Callable

import structlog
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from auditing.models import RetentionRun
from auditing.recording import record_event
from auditing.retention.batches import RowsMoved, digest_of_run, purge_batch
from auditing.retention.clock import check_clock
from auditing.retention.copies import remove_after_run, remove_outside
from auditing.retention.lease import Lease
from auditing.retention.orphans import find_orphans
from auditing.retention.planning import held_by_matter, make_run, plan_all
from auditing.retention.registry import Records, records_of

log = structlog.get_logger(__name__)

State = RetentionRun.State
Progress = Callable[[RetentionRun], object]

# A batch aims at this long. On SQLite every writer waits for it, and looks again at intervals that
# grow to 25 ms within its first 130 ms: with a pause of 25 ms after each batch, it gets its turn.
# On PostgreSQL only the placing of a hold waits for a batch.
AIM_SECONDS = {"sqlite": 0.12, "postgresql": 0.4}
BREATH_SECONDS = 0.025
FIRST, SMALLEST, LARGEST = 500, 250, 20_000


class Purge:
    """One purge by one process. `seconds`: begin no batch after that long; the next goes on."""

    def __init__(self, *, by: User | None, seconds: float | None = None) -> None:
        self.by = by
        self.lease = Lease()
        self.limit = FIRST
        self._deadline = None if seconds is None else time.monotonic() + seconds

    @property
    def is_out_of_time(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline

    def run_all(
        self,
        classes: list[str] | None = None,
        progress: Progress = lambda run: None,
        *,
        begin: bool = True,
    ) -> list[RetentionRun]:
        """Every open run, then, with `begin`, a new one for each class that is due.

        Raises:
            PurgeRunning: another one works; nothing was done.
            ClockWentBack: nothing was done.
            LeaseLost: this process stood still for too long; another one goes on.
        """
        check_clock()
        self.lease.take()
        try:
            runs = self._go_on(classes, progress)
            if begin:
                runs += self._begin(classes, progress)
            self._retry_copies()
        finally:
            self.lease.give_back()
        return runs

    def _go_on(self, classes: list[str] | None, progress: Progress) -> list[RetentionRun]:
        open_runs = RetentionRun.objects.filter(state__in=[State.RUNNING, State.READY])
        if classes:
            open_runs = open_runs.filter(data_class__in=classes)
        found = list(open_runs.order_by("requested_at"))
        for run in found:
            self.execute(run, progress)
        return found

    def _begin(self, classes: list[str] | None, progress: Progress) -> list[RetentionRun]:
        begun = []
        for found in plan_all(classes):
            if self.is_out_of_time:
                break
            run = make_run(found, by=self.by)
            if run is not None:
                begun.append(run)
                self.execute(run, progress)
        return begun

    def execute(self, run: RetentionRun, progress: Progress = lambda run: None) -> None:
        """Bring one run to its end, or to the end of the time that this purge has."""
        if not _start(run, by=self.by):
            return
        try:
            for records in records_of(run.data_class):
                self._take_all(run, records, progress)
        except RowsMoved as trouble:
            # The run stays open, so the next purge goes on; the other classes must not wait for it.
            log.warning("purge_stopped", run=str(run.pk), reason=str(trouble))
            return
        remove_outside(run, self._still_ours)
        remove_after_run(run)
        if not self.is_out_of_time or _is_cancelled(run):
            _finish(run, by=self.by)

    def _take_all(self, run: RetentionRun, records: Records, progress: Progress) -> None:
        while not self.is_out_of_time and not _is_cancelled(run):
            began = time.monotonic()
            if not purge_batch(run, records, limit=self.limit, lease=self.lease):
                return
            self._pace(time.monotonic() - began)
            progress(run)

    def _pace(self, took: float) -> None:
        """The next batch's size by how long this one took, and a moment for other writers."""
        wanted = self.limit * AIM_SECONDS[connection.vendor] / max(took, 0.001)
        self.limit = int(min(max(wanted, SMALLEST), LARGEST))
        if connection.vendor == "sqlite":
            time.sleep(BREATH_SECONDS)

    def _still_ours(self) -> None:
        with transaction.atomic():
            self.lease.renew()

    def _retry_copies(self) -> None:
        """Copies that an earlier run could not remove."""
        left = RetentionRun.objects.exclude(state__in=RetentionRun.OPEN)
        for run in left.filter(removals__done_at=None, removals__isnull=False).distinct():
            remove_outside(run, self._still_ours)


@transaction.atomic
def _start(run: RetentionRun, *, by: User | None) -> bool:
    """From ready to running. True for one that runs already: it is gone on with."""
    ready = RetentionRun.objects.filter(pk=run.pk, state=State.READY)
    if ready.update(state=State.RUNNING, started_at=timezone.now()):
        context = {"class": run.data_class, "due": run.due_rows, "policy": run.policy_words}
        record_event(by=by, action="purge.start", resource=run, context=context)
    run.refresh_from_db()
    return run.state == State.RUNNING


def _is_cancelled(run: RetentionRun) -> bool:
    run.refresh_from_db(fields=["cancel_requested_at"])
    return run.cancel_requested_at is not None


@transaction.atomic
def _finish(run: RetentionRun, *, by: User | None) -> None:
    """Count what holds kept and what is left over; close the run with its event."""
    run.refresh_from_db()
    run.state = State.CANCELLED if run.cancel_requested_at else State.COMPLETED
    person = run.erasure.person_id if run.erasure else ""
    run.held = held_by_matter(records_of(run.data_class), run.cutoff, person_id=person)
    run.orphans = find_orphans(run)
    run.digest = digest_of_run(run)
    run.ended_at = timezone.now()
    event = record_event(by=by, action="purge.end", resource=run, context=_summary(run))
    run.event_id = event.pk
    run.event_hash = str(getattr(event, "hash", ""))
    run.save()


def _summary(run: RetentionRun) -> dict[str, object]:
    """What the audit chain keeps of a run: enough to check its certificate against."""
    return {
        "class": run.data_class,
        "policy": f"version {run.policy_version}: {run.policy_words}, {run.action}",
        "state": run.state,
        "cutoff": run.cutoff.isoformat(),
        "rows": run.done_rows,
        "child_rows": run.child_rows,
        "bytes": run.size,
        "held": run.held,
        "digest": run.digest,
    }
