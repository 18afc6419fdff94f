"""What the queue calls: thin, ids only, nothing sensitive returned."""

from auditing.exports import running, services
from auditing.retention import queue


def run_export(job_id: str) -> bool:
    """Write one export; False where another worker had it."""
    return running.run_export(job_id)


def sweep_exports() -> dict[str, int]:
    """Put back what a dead worker held, remove what has expired."""
    return {"waiting": running.sweep_exports(), "expired": services.expire_exports()}


def purge_expired() -> int:
    """The daily purge. It stops in time; `continue_purges` does the rest."""
    return queue.purge_expired()


def continue_purges() -> int:
    """Go on with purges that were approved or cut off."""
    return queue.continue_purges()
