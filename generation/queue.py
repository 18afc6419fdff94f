"""The nudge: tells a worker that a request waits. The row stays the truth."""

from uuid import UUID

import structlog
from django_q.brokers import get_broker
from django_q.tasks import async_task

log = structlog.get_logger(__name__)


def nudge(request_id: UUID | str) -> bool:
    """Queue a request's id. A broker that is down costs nothing: the sweep finds the row."""
    try:
        async_task("generation.tasks.generate", str(request_id), task_name=str(request_id)[:36])
    except Exception as error:
        log.warning("nudge_failed", svg_request=str(request_id), error=str(error))
        return False
    return True


def is_empty() -> bool:
    """Nothing waits in the broker; also False where it cannot be asked."""
    try:
        return int(get_broker().queue_size()) == 0
    except Exception as error:
        log.warning("broker_unreachable", error=str(error))
        return False
