"""Anchors against the rows: what was signed at the time has to be there still."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop as _

from auditing.anchoring.making import digest_of
from auditing.anchoring.signing import is_signed
from auditing.chain.canonical import GENESIS, json_text
from auditing.chain.heads import read_heads
from auditing.kept import keep
from auditing.models import AccessEvent, AuditAnchor
from auditing.verification.findings import Findings, Kind
from auditing.verification.stretches import Stretches

Line = dict[str, Any]

CHANGED = keep(_("%(what)s was changed, or signed by an unknown key"))
REMOVED = keep(_("the anchor before %(what)s was removed"))
MISSING = keep(_("%(what)s is missing here"))
OTHER_HASH = keep(_("%(what)s: another hash stood at this place"))
CUT_OFF = keep(
    _("%(what)s: the lane went on to here, and ends at %(end)s now: its end was cut off")
)
ANCHOR = keep(_("the anchor of %(time)s"))
LINE_NUMBER, SOME_ANCHOR = keep(_("line %(number)s")), keep(_("an anchor"))


def anchors_on_record() -> list[Line]:
    return [anchor.line for anchor in AuditAnchor.objects.order_by("pk")]


class AnchorCheck:
    """Checks the anchors of one place after another; each place of the trail once."""

    def __init__(
        self, using: str, findings: Findings, stretches: Stretches, keys: list[str]
    ) -> None:
        self._using, self._findings, self._stretches, self._keys = using, findings, stretches, keys
        self._ends = {chain: head.position for chain, head in read_heads(using).items()}
        self._seen: set[tuple[str, int, str]] = set()

    def run(self, source: str, lines: Iterable[Line], others: Iterable[Line] = ()) -> int:
        """`others` are the anchors of another place that have to be here too. Returns how many."""
        before, digests = GENESIS, set()
        count = 0
        for line in lines:
            count += 1
            statement = line.get("statement")
            if not isinstance(statement, dict) or not self._is_genuine(line):
                self._add(source, CHANGED % {"what": _name(line)})
                continue
            if statement.get("previous") != before:
                self._add(source, REMOVED % {"what": _name(line)})
            before = line["digest"]
            digests.add(before)
            self._check_lanes(source, line)
        for line in others:
            if line.get("digest") not in digests and self._is_genuine(line):
                self._add(source, MISSING % {"what": _name(line)})
        return count

    def _is_genuine(self, line: Line) -> bool:
        text = json_text(line.get("statement") or {})
        same = digest_of(text) == line.get("digest")
        return same and is_signed(text, str(line.get("signature", "")), self._keys)

    def _check_lanes(self, source: str, line: Line) -> None:
        for chain, (position, hash_, _rows) in line["statement"]["lanes"].items():
            if (chain, position, hash_) in self._seen:
                continue
            self._seen.add((chain, position, hash_))
            problem = self._problem(int(chain), position, hash_)
            if problem:
                what = problem % {"what": _name(line), "end": self._ends.get(int(chain), 0)}
                place = {"chain": int(chain), "first": position}
                self._findings.add(Kind.ANCHOR, what, **place, check=source)

    def _problem(self, chain: int, position: int, hash_: str) -> str:
        rows = AccessEvent.objects.using(self._using).filter(chain=chain, position=position)
        found = rows.values_list("hash", flat=True).first() or self._stretches.hash_at(
            chain, position
        )
        if found is not None:
            return "" if found in (hash_, "") else OTHER_HASH
        if position > self._ends.get(chain, 0):
            return CUT_OFF
        return ""  # a row that was removed: the walk along the lane has named it

    def _add(self, source: str, what: str) -> None:
        self._findings.add(Kind.ANCHOR, what, check=source)


def _name(line: Line) -> str:
    statement = line.get("statement")
    if isinstance(statement, dict) and statement.get("made_at"):
        return ANCHOR % {"time": f"{str(statement['made_at'])[:19]}Z"}
    return LINE_NUMBER % {"number": line["unreadable"]} if "unreadable" in line else SOME_ANCHOR
