"""What verification has found: named, counted, neighbours of one kind together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from auditing.kept import said

# More would say nothing new, and an attacker shall not fill the memory.
MAX_FINDINGS = 1000


class Kind(StrEnum):
    """Which part of the trail is not as it was written."""

    CONTENT = "content"  # what happened
    PERSONAL = "personal"  # who it was
    LINK = "link"  # the hash, or the place in the lane
    REMOVED = "removed"
    INSERTED = "inserted"
    KEY = "key"  # signed by a key that is not known
    ERASURE = "erasure"  # emptied, and no erasure says so
    HEAD = "head"
    PRUNED = "pruned"
    ANCHOR = "anchor"
    GUARD = "guard"  # a trigger is missing, or the gate is open
    CHECK = "check"  # a registered check


@dataclass
class Finding:
    """One fault. `first` to `last` are positions in lane `chain`; 0 where there is no place."""

    kind: Kind
    what: str
    chain: int = 0
    first: int = 0
    last: int = 0
    event_id: str = ""  # of the first event concerned
    check: str = ""  # the registered check's name

    def __str__(self) -> str:
        return " ".join(part for part in (f"[{self.kind}]", self._place(), self.what) if part)

    def _place(self) -> str:
        if not self.chain:
            return self.check and f"{self.check}:"
        many = self.last > self.first
        place = f"{self.first} to {self.last}" if many else f"{self.first}"
        event = f", event {self.event_id}" if self.event_id else ""
        return f"lane {self.chain}, position {place}{event}:"

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "kind": str(self.kind)}


def words_of(found: Mapping[str, Any]) -> str:
    """A finding that was kept, as the person reads it."""
    place = _place_of(found) or found["check"]
    what = said(found["what"], found["check"])
    return f"[{found['kind']}] {place}: {what}" if place else f"[{found['kind']}] {what}"


def _place_of(found: Mapping[str, Any]) -> str:
    if not found["chain"]:
        return ""
    if found["last"] > found["first"]:
        return _("lane %(chain)s, positions %(first)s to %(last)s") % found
    return _("lane %(chain)s, position %(first)s") % found


@dataclass
class Findings:
    """Collects, and joins neighbours of one kind to one finding."""

    kept: list[Finding] = field(default_factory=list)
    total: int = 0  # rows and places concerned
    _last: dict[tuple[Kind, str, int], Finding] = field(default_factory=dict)

    def add(self, kind: Kind, what: str, *, chain: int = 0, first: int = 0, **more: Any) -> None:
        """`more` are further fields of `Finding`; `last` is `first` where it is not given."""
        found = Finding(kind, what, chain, first, **{"last": first, **more})
        self.total += found.last - found.first + 1
        before = self._last.get((kind, what, chain))
        if chain and before is not None and first == before.last + 1:
            before.last = found.last
        elif len(self.kept) < MAX_FINDINGS:
            self.kept.append(found)
            self._last[kind, what, chain] = found
