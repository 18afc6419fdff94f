"""Carries out the fixes that admins asked for, one after the other; `fixes` has each of them."""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from auditing.errors import record_exception
from auditing.recording import record_event
from generation.models import StageFinding
from generation.reconciling.fixes import FIXES, Outcome
from generation.reconciling.queue import nudge_mending
from generation.reconciling.running import PROGRAM_ERROR, TURN_SECONDS
from generation.snowflake.errors import SnowflakeError
from generation.snowflake.warehouse import warehouse
from generation.stopping import stopping

log = structlog.get_logger(__name__)

Kind, State = StageFinding.Kind, StageFinding.State
# A fix that is not over by then has lost its worker.
STALE = timedelta(minutes=15)


def mend_asked() -> int:
    """Mend what was asked for, one after the other. Returns how many were taken."""
    taken, ends_at = 0, time.monotonic() + TURN_SECONDS
    while (finding := _claim_next()) is not None:
        _mend(finding)
        taken += 1
        if stopping.is_set() or time.monotonic() > ends_at:
            nudge_mending()
            break
    return taken


def _claim_next() -> StageFinding | None:
    asked = StageFinding.objects.filter(state=State.ASKED)
    for pk in asked.values_list("pk", flat=True)[:100]:
        taken = asked.filter(pk=pk).update(state=State.WORKING, working_since=timezone.now())
        if taken:
            return StageFinding.objects.select_related("asked_by").get(pk=pk)
    return None


def _mend(finding: StageFinding) -> None:
    try:
        with warehouse(query_tag="stage_mend") as connection:
            outcome = FIXES[finding.kind](connection, finding)
    except SnowflakeError as error:
        log.warning("mending_failed", code=error.code, detail=error.detail)
        record_exception(error, operation="mend stage")
        outcome = Outcome(State.FAILED, str(error))
    except Exception as error:
        log.exception("mending_failed")
        record_exception(error, operation="mend stage")
        outcome = Outcome(State.FAILED, PROGRAM_ERROR)
    _write(finding, outcome)


@transaction.atomic
def _write(finding: StageFinding, outcome: Outcome) -> None:
    """The end and its event, unless another worker has taken the finding over."""
    held = StageFinding.objects.filter(
        pk=finding.pk, state=State.WORKING, working_since=finding.working_since
    )
    ended = None if outcome.state == State.FAILED else timezone.now()
    if held.update(state=outcome.state, message=outcome.message[:255], settled_at=ended):
        record_event(
            by=finding.asked_by,
            action=_ACTIONS[finding.kind],
            resource=finding,
            result="error" if outcome.state == State.FAILED else "allowed",
            context={"file": finding.location, "end": outcome.state, "why": outcome.message},
        )


_ACTIONS: dict[str, str] = {
    Kind.ORPHAN: "stage.remove_file",
    Kind.KEPT: "stage.remove_file",
    Kind.MISSING: "stage.put_file",
    Kind.DIFFERS: "stage.replace_file",
    Kind.DAMAGED: "stage.restore_record",
}


def sweep_mending() -> int:
    """Give back what a dead worker held, and nudge where something waits. How many wait."""
    stale = timezone.now() - STALE
    dead = StageFinding.objects.filter(state=State.WORKING, working_since__lt=stale)
    dead.update(state=State.ASKED, working_since=None)
    waiting = StageFinding.objects.filter(state=State.ASKED).count()
    if waiting:
        nudge_mending()
    return waiting
