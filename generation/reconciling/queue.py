"""The nudge: tells a worker that a check or a fix waits. The rows stay the truth."""

from uuid import UUID

import structlog
from django_q.tasks import async_task

log = structlog.get_logger(__name__)


def nudge_check(check_id: UUID | str) -> None:
    """A broker that is down costs nothing: the sweep finds the row."""
    _nudge("generation.tasks.check_stage", str(check_id))


def nudge_mending() -> None:
    _nudge("generation.tasks.mend_findings")


def _nudge(task: str, *ids: str) -> None:
    try:
        async_task(task, *ids, task_name=f"{task.rpartition('.')[2]} {''.join(ids)}"[:100])
    except Exception as error:
        log.warning("nudge_failed", task=task, error=str(error))
