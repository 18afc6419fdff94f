"""Crossing the gaps that retention has left, and finding those that it has not."""

from django.utils.translation import gettext_noop as _

from auditing.chain.stretches import Stretch, read_stretches
from auditing.kept import keep
from auditing.verification.findings import Findings, Kind

FORGED = keep(_("what stands here for pruned events was not signed by a known key"))
GONE = keep(_("removed"))
UNJOINED = keep(_("the pruned events here do not follow the event before them"))


class Stretches:
    """The pruned stretches by their first place."""

    def __init__(self, using: str, findings: Findings) -> None:
        self._using, self._findings, self._read_again = using, findings, False
        self._found = self._read()

    def cross(self, chain: int, first: int, last: int, before: bytes | None) -> bytes | None:
        """The hash after the gap; None where it is not known, since rows were removed."""
        while first <= last:
            stretch = self._at(chain, first, last)
            if stretch is None:
                end = self._next_first(chain, first, last) - 1
                self._findings.add(Kind.REMOVED, GONE, chain=chain, first=first, last=end)
                first, before = end + 1, None
                continue
            self._check(stretch, before)
            first, before = stretch.last + 1, stretch.hash.encode()
        return before

    def hash_at(self, chain: int, position: int) -> str | None:
        """What is known of a pruned place's hash: empty inside a stretch, None outside of all."""
        for stretch in self._found.values():
            if stretch.chain == chain and stretch.first <= position <= stretch.last:
                return stretch.hash if position == stretch.last else ""
        return None

    def _check(self, stretch: Stretch, before: bytes | None) -> None:
        place = {"chain": stretch.chain, "first": stretch.first, "last": stretch.last}
        if not stretch.is_genuine:
            self._findings.add(Kind.PRUNED, FORGED, **place)
        elif before is not None and stretch.previous_hash.encode() != before:
            self._findings.add(Kind.PRUNED, UNJOINED, **place)

    def _at(self, chain: int, first: int, last: int) -> Stretch | None:
        found = self._found.get((chain, first))
        # Retention may have pruned just after the look-up began.
        if found is None and not self._read_again:
            self._read_again, self._found = True, self._read()
            found = self._found.get((chain, first))
        return found if found is not None and first <= found.last <= last else None

    def _next_first(self, chain: int, first: int, last: int) -> int:
        later = [place for lane, place in self._found if lane == chain and first < place <= last]
        return min(later, default=last + 1)

    def _read(self) -> dict[tuple[int, int], Stretch]:
        return {(found.chain, found.first): found for found in read_stretches(self._using)}
