"""The nudge: tells a worker that an export waits. The row stays the truth."""

from uuid import UUID

import structlog
from django_q.tasks import async_task

log = structlog.get_logger(__name__)


def nudge(job_id: UUID | str) -> None:
    """Queue a job's id. A broker that is down costs nothing: the sweep finds the row."""
    try:
        async_task("auditing.tasks.run_export", str(job_id), task_name=f"export {job_id}"[:100])
    except Exception as error:
        log.warning("export_nudge_failed", job_id=str(job_id), error=str(error))
