"""The purge as the queue runs it: the daily one, and the one that goes on with what was begun."""

import structlog
from django.contrib.auth.models import User
from django.utils import timezone
from django_q.tasks import async_task

from auditing.models import CopyRemoval, RetentionRun
from auditing.retention.clock import check_clock
from auditing.retention.lease import PurgeRunning
from auditing.retention.planning import make_run, plan_all
from auditing.retention.purging import Purge

log = structlog.get_logger(__name__)

# Below the queue's timeout for a task, so that it stops between two batches and is not killed.
SECONDS = 600


def purge_expired() -> int:
    """Every class. Returns the number of deleted rows; 0 where another purge runs already.

    Raises:
        ClockWentBack: the clock is wrong.
    """
    return _run(begin=True)


def continue_purges() -> int:
    """What was approved, asked for by hand, or cut off. Costs two look-ups where nothing was."""
    active = RetentionRun.State.READY, RetentionRun.State.RUNNING
    begun = RetentionRun.objects.filter(state__in=active).exists()
    left = CopyRemoval.objects.filter(done_at=None).exists()
    return _run(begin=False) if begun or left else 0


def _run(*, begin: bool) -> int:
    try:
        runs = Purge(by=None, seconds=SECONDS).run_all(begin=begin)
    except PurgeRunning as other:
        log.info("purge_left_to_other", reason=str(other))
        return 0
    return sum(run.done_rows for run in runs)


def ask_for_purge(*, by: User, data_class: str) -> RetentionRun | None:
    """A purge of one class by hand. None where one is open already, or nothing ends it.

    Raises:
        ClockWentBack: the clock is wrong.
    """
    check_clock()
    made = [make_run(plan, by=by) for plan in plan_all([data_class], as_of=timezone.now())]
    nudge()
    return made[0] if made else None


def nudge() -> None:
    """Tell a worker. A broker that is down costs nothing: the schedule finds the runs."""
    try:
        async_task("auditing.tasks.continue_purges", task_name="continue purges")
    except Exception as error:
        log.warning("purge_nudge_failed", error=str(error))
