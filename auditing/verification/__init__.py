"""Is the audit trail whole? Finds what was changed, put in, taken out, moved or cut off, and where.

report = verify()
report.findings   # empty where the trail is as it was written
"""

import time
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from auditing.chain.heads import read_heads
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

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {**vars(self), "findings": [found.as_dict() for found in self.findings]}


def verify(*, using: str = DEFAULT_DB_ALIAS, progress: Progress | None = None) -> Report:
    """Read the whole trail once, in constant memory, and go on after each fault."""
    began, findings = time.monotonic(), Findings()
    stretches = Stretches(using, findings)
    heads = read_heads(using)
    count, ends = walk(using, heads, findings, stretches, progress)
    Ends(using, heads, findings, stretches).compare(ends)
    read_guards(using, findings)
    run_checks(findings)
    return Report(count, time.monotonic() - began, findings.kept, findings.total)
