"""What the queue calls: thin, ids only, nothing sensitive returned."""

from auditing import anchoring
from auditing.discretion import discreet
from auditing.exports import running, services
from auditing.persons import erasing
from auditing.reports import monthly
from auditing.retention import queue
from auditing.verification import in_admin


@discreet
def run_export(job_id: str) -> bool:
    """Write one export; False where another worker had it."""
    return running.run_export(job_id)


@discreet
def sweep_exports() -> dict[str, int]:
    """Put back what a dead worker held, remove what has expired."""
    return {"waiting": running.sweep_exports(), "expired": services.expire_exports()}


@discreet
def make_monthly_reports() -> int:
    """Ask for the reports of a month that has begun."""
    return monthly.make_monthly_reports()


@discreet
def purge_expired() -> int:
    """The daily purge. It stops in time; `continue_purges` does the rest."""
    return queue.purge_expired()


@discreet
def continue_purges() -> int:
    """Go on with purges that were approved or cut off, and with erasures."""
    deleted = queue.continue_purges()
    erasing.go_on()
    return deleted


@discreet
def anchor_audit() -> int:
    """Sign where the audit trail stands; returns how many anchors still wait to be published."""
    anchoring.make_anchor(by=None)
    return anchoring.publish_pending()


@discreet
def publish_anchors() -> int:
    """Try again what has not arrived; returns how many anchors still wait."""
    return anchoring.publish_pending()


@discreet
def verify_audit(verification_id: int) -> int | None:
    """Carry out one verification; None where another worker had it, else how many findings."""
    return in_admin.run(verification_id)
