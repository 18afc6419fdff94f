"""Which rows may be empty of personal fields: those that an erasure event names."""

from bisect import bisect_right
from collections import defaultdict
from typing import Any

from auditing.chain.canonical import PERSONAL_FIELDS, SEPARATOR
from auditing.chain.erasing import ERASE
from auditing.models import AccessEvent

# What the personal fields of an erased row look like: all empty, no facts.
ERASED_TEXT = (SEPARATOR * (len(PERSONAL_FIELDS) - 1) + "{}").encode()

Stretch = tuple[int, int, bytes]  # first and last position, when


class Erasures:
    """Looks erased places up. Holds a few bytes for each neighbourhood of erased rows."""

    def __init__(self, using: str) -> None:
        self._using, self._read_again = using, False
        self._found = self._read()

    def cover(self, chain: int, position: int, erased_at: bytes) -> bool:
        if self._covers(chain, position, erased_at):
            return True
        # Somebody may have been erased just after the look-up began.
        if not self._read_again:
            self._read_again, self._found = True, self._read()
        return self._covers(chain, position, erased_at)

    def _covers(self, chain: int, position: int, erased_at: bytes) -> bool:
        lane = self._found.get(chain, [])
        at = bisect_right(lane, position, key=lambda stretch: stretch[0]) - 1
        return at >= 0 and lane[at][1] >= position and lane[at][2] == erased_at

    def _read(self) -> dict[int, list[Stretch]]:
        found: dict[int, list[Stretch]] = defaultdict(list)
        events = AccessEvent.objects.using(self._using).filter(action=ERASE)
        for context in events.values_list("context", flat=True).iterator():
            for chain, stretch in _named(context):
                found[chain].append(stretch)
        for lane in found.values():
            lane.sort()
        return found


def _named(context: Any) -> list[tuple[int, Stretch]]:
    """What one event names; nothing where its context was made unreadable."""
    try:
        when = context["erased_at"].encode()
        return [
            (int(chain), (int(first), int(last), when))
            for chain, stretches in context["rows"].items()
            for first, last in stretches
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []
