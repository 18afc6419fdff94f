"""Is the audit trail whole? Finds what was changed, put in, taken out, moved or cut off, and where.

report = verify()
report.findings   # empty where the trail is as it was written
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from auditing.anchoring.signing import known_public_keys
from auditing.chain.heads import read_heads
from auditing.verification.anchors import AnchorCheck, Line, anchors_on_record
from auditing.verification.checks import register_check, run_checks
from auditing.verification.ends import Ends, read_guards
from auditing.verification.findings import Finding, Findings, Kind
from auditing.verification.lanes import Progress, walk
from auditing.verification.stretches import Stretches

__all__ = ["Finding", "Kind", "Report", "register_check", "verify"]


@dataclass(frozen=True)
class Report:
    """What one verification saw."""

    rows: int
    seconds: float
    findings: list[Finding]
    total: int  # rows and places concerned; more than there are findings where neighbours are
    anchors: int  # how many were compared

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {**vars(self), "findings": [found.as_dict() for found in self.findings]}


def verify(
    *,
    using: str = DEFAULT_DB_ALIAS,
    progress: Progress | None = None,
    anchors: Mapping[str, list[Line]] | None = None,
    public_keys: list[str] | None = None,
) -> Report:
    """Read the whole trail once, in constant memory, and go on after each fault.

    `anchors`: published anchors by where they lie, compared with the rows and with those on record.
    `public_keys`: whose signatures count, in base64; those of the settings where none are given.
    """
    began, findings = time.monotonic(), Findings()
    stretches = Stretches(using, findings)
    heads = read_heads(using)
    count, ends = walk(using, heads, findings, stretches, progress)
    Ends(using, heads, findings, stretches).compare(ends)
    keys = public_keys or known_public_keys()
    anchored = _check_anchors(AnchorCheck(using, findings, stretches, keys), anchors or {})
    read_guards(using, findings)
    run_checks(findings)
    seconds = time.monotonic() - began
    return Report(count, seconds, findings.kept, findings.total, anchored)


def _check_anchors(check: AnchorCheck, places: Mapping[str, list[Line]]) -> int:
    """Those on record have to hold all that lie elsewhere; the other way round they may wait."""
    elsewhere = [line for lines in places.values() for line in lines]
    count = check.run("database", anchors_on_record(), elsewhere)
    return count + sum(check.run(place, lines) for place, lines in places.items())
