"""The heads of the lanes against the rows: cut tails, rows past the end, heads that were moved."""

from dataclasses import dataclass

from django.db import connections
from django.utils.translation import gettext_noop as _

from auditing.chain.canonical import GENESIS
from auditing.chain.heads import LANES, Head, read_heads
from auditing.kept import keep
from auditing.verification.findings import Findings, Kind
from auditing.verification.lanes import End
from auditing.verification.stretches import Stretches

MISSING = keep(_("the head of this lane was removed"))
FORGED = keep(_("the head of this lane was not signed by a known key"))
UNEQUAL = keep(_("the head names another hash than the last event has"))
BEYOND = keep(_("stands past the end of its lane"))
NO_LANE = keep(_("there is no such lane"))
NO_TRIGGER = keep(_("the trigger %(name)s was dropped or switched off"))
OPEN_GATE = keep(_("the gate stands open: rows can be changed and deleted"))


@dataclass
class Ends:
    """`before` are the heads as they were before the rows were read: writers go on meanwhile."""

    using: str
    before: dict[int, Head]
    findings: Findings
    stretches: Stretches

    def compare(self, ends: dict[int, End]) -> None:
        """Every lane that there is, and those that there should not be."""
        after = read_heads(self.using)
        for chain in sorted({*range(1, LANES + 1), *ends, *after}):
            head = after.get(chain)
            if head is None:
                what = MISSING if chain <= LANES else NO_LANE
                self.findings.add(Kind.HEAD, what, chain=chain)
            elif not head.is_genuine:
                self.findings.add(Kind.HEAD, FORGED, chain=chain, first=head.position)
            else:
                self._compare_lane(chain, head, *ends.get(chain, (0, GENESIS.encode())))

    def _compare_lane(self, chain: int, head: Head, position: int, last: bytes | None) -> None:
        # Only what stood before the rows were read must be among them.
        known = self.before.get(chain, head)
        if known.is_genuine and position < known.position <= head.position:
            last = self.stretches.cross(chain, position + 1, known.position, last)
            position = known.position
        if position > head.position:
            place = {"chain": chain, "first": head.position + 1, "last": position}
            self.findings.add(Kind.INSERTED, BEYOND, **place)
        elif position == head.position and last not in (None, head.hash.encode()):
            self.findings.add(Kind.HEAD, UNEQUAL, chain=chain, first=position)


def read_guards(using: str, findings: Findings) -> None:
    """The triggers stand, and nobody has left the gate open."""
    from auditing.chain import triggers

    for name in sorted(triggers.missing(connections[using])):
        findings.add(Kind.GUARD, NO_TRIGGER % {"name": name})
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_gate")
        if cursor.fetchone()[0]:
            findings.add(Kind.GUARD, OPEN_GATE)
