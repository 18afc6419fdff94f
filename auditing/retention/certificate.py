"""The certificate of a purge: what a records manager signs, and what an auditor checks.

The JSON is canonical (sorted keys, no spaces, ASCII), so its SHA-256 can be worked out again. The
PDF prints that SHA-256, and both have the same bytes each time.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from auditing.models import CopyRemoval, RetentionRun
from auditing.retention.classes import CLASSES

FORMAT = "svgsite retention certificate 1"

HOW_TO_CHECK = (
    "The digest is the SHA-256 over the digests of the batches in their order, each followed by a "
    "line feed. A batch's digest is the SHA-256 over the ids of its rows, the oldest first and of "
    "one date by id, each followed by a line feed. The batches, with their numbers of rows, stand "
    "in the JSON certificate; the ids come from a backup of before."
)


def certificate(run: RetentionRun) -> dict[str, Any]:
    """Everything the certificate says, JSON-ready. Holds ids and figures, no content."""
    removals = CopyRemoval.objects.filter(run=run)
    return {
        "format": FORMAT,
        "run": str(run.pk),
        "class": run.data_class,
        "title": CLASSES[run.data_class].title,
        "state": run.state,
        "policy": {
            "version": run.policy_version,
            "keep": run.policy_words,
            "action": run.action,
            "approved_by": run.policy_approved_by,
        },
        "as_of": _time(run.as_of),
        "cutoff": _time(run.cutoff),
        "requested_by": run.requested_by_name,
        "requested_at": _time(run.requested_at),
        "approval": {
            "needed_because": run.why_approval,
            "by": run.approved_by_name,
            "at": _time(run.approved_at),
        },
        "started_at": _time(run.started_at),
        "ended_at": _time(run.ended_at),
        "rows": run.done_rows,
        "rows_that_went_with_them": run.child_rows,
        "bytes": run.size,
        "held_back": run.held,
        "copies": {
            **run.copies,
            "outside, removed": removals.exclude(done_at=None).count(),
            "outside, not removed yet": removals.filter(done_at=None).count(),
        },
        "left_over": run.orphans,
        "batches": [_batch(batch) for batch in run.batches.order_by("number")],
        "digest": run.digest,
        "how_to_check": HOW_TO_CHECK,
        "audit_event": {"id": str(run.event_id or ""), "hash": run.event_hash},
    }


def _batch(batch: Any) -> dict[str, Any]:
    return {
        "number": batch.number,
        "model": batch.label,
        "rows": batch.rows,
        "oldest": _time(batch.oldest),
        "newest": _time(batch.newest),
        "sha256": batch.sha256,
    }


def as_json(run: RetentionRun) -> bytes:
    text = json.dumps(certificate(run), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode()


def sha256_of(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def _time(moment: datetime | None) -> str:
    return moment.isoformat().replace("+00:00", "Z") if moment else ""
