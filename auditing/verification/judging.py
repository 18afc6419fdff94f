"""What is wrong with a row that is not as it was written: which part, and whose fault it is.

One fault gives one finding: a row that is itself genuine is not blamed for its neighbour.
"""

import hmac
from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext_noop as _

from auditing.chain.canonical import CONTENT_FIELDS, SEPARATOR
from auditing.chain.keys import known_keys
from auditing.kept import keep
from auditing.verification.erasures import ERASED_TEXT, Erasures
from auditing.verification.findings import Findings, Kind
from auditing.verification.reading import Row
from auditing.verification.stretches import Stretches

_SEPARATOR = SEPARATOR.encode()
_DIGEST = CONTENT_FIELDS.index("personal_digest")
_LINK = CONTENT_FIELDS.index("previous_hash")

CHANGED = keep(_("what is recorded here was changed, or put here"))
DIGEST_CHANGED = keep(_("the digest of the personal fields was changed"))
HASH_CHANGED = keep(_("the hash was changed"))
LINK_CHANGED = keep(_("the link to the event before was changed"))
MOVED = keep(_("does not follow the event before: moved, replaced or put here"))
NOT_FOLLOWED = keep(_("genuine, but does not follow the event before: one of the two was replaced"))
PERSON_CHANGED = keep(_("the personal fields were changed"))
HALF_ERASED = keep(_("marked as erased, but the personal fields are not empty"))
UNDECLARED = keep(_("emptied of its personal fields, but no erasure event names it"))
SECOND = keep(_("a second row at this place"))
UNKNOWN_KEY = keep(_("signed by a key that is not among AUDIT_KEY and AUDIT_OLD_KEYS"))


class Judge:
    """Follows the lane from one row to the next and adds what is wrong to `findings`."""

    def __init__(self, using: str, findings: Findings, stretches: Stretches) -> None:
        self._findings, self._stretches = findings, stretches
        self._erasures = Erasures(using)
        self._keys = {name.encode(): key for name, key in known_keys().items()}
        # The last row, if its content does not give its hash; and the hash that it gives.
        self._suspect: tuple[Row, bytes] | None = None
        self._blamed: tuple[int, int] = (0, 0)  # the last place with a finding

    def follow(self, row: Row, position: int, last: bytes | None) -> tuple[int, bytes | None]:
        """Judge `row` after the row at `position` with the hash `last`; returns its own."""
        if row.position <= position:
            self._blame(row, Kind.INSERTED, SECOND)
            return position, last
        if row.position > position + 1:
            self.settle()
            last = self._stretches.cross(row.chain, position + 1, row.position - 1, last)
        for kind, what in self._faults(row, last):
            self._blame(row, kind, what)
        return row.position, row.hash

    def settle(self, following: bytes | None = None) -> bool:
        """Decide about a suspect: True if it is known, from the row after it, that only its hash
        was changed."""
        if self._suspect is None:
            return False
        row, computed = self._suspect
        self._suspect = None
        only_hash = following is not None and following == computed
        kind, what = (Kind.LINK, HASH_CHANGED) if only_hash else (Kind.CONTENT, CHANGED)
        self._add(row, kind, what)
        return only_hash

    def has_blamed(self, chain: int, position: int) -> bool:
        """The last finding was about this place."""
        return self._blamed == (chain, position)

    def _faults(self, row: Row, last: bytes | None) -> Iterator[tuple[Kind, str]]:
        linked = last is None or row.previous_hash == last
        linked = self.settle(row.previous_hash) or linked
        key = self._keys.get(row.key_id)
        yield from self._personal(row, key)
        if key is None:
            yield Kind.KEY, UNKNOWN_KEY
        elif row.content is None:
            yield Kind.CONTENT, CHANGED
        elif (computed := _mac(key, row.content)) != row.hash:
            yield from self._not_genuine(row, key, computed, last, linked)
        elif not linked and not self.has_blamed(row.chain, row.position - 1):
            yield Kind.LINK, NOT_FOLLOWED

    def _not_genuine(
        self, row: Row, key: bytes, computed: bytes, last: bytes | None, linked: bool
    ) -> Iterator[tuple[Kind, str]]:
        if not linked:
            changed = last is not None and _mac(key, _with(row, _LINK, last)) == row.hash
            yield Kind.LINK, LINK_CHANGED if changed else MOVED
        elif not _has_other_digest(row, key):
            self._suspect = row, computed
            self._blamed = row.chain, row.position

    def _personal(self, row: Row, key: bytes | None) -> Iterator[tuple[Kind, str]]:
        if row.erased_at is None:
            if _personal_digest(row) != row.personal_digest:
                only_digest = key is not None and _has_other_digest(row, key)
                yield Kind.PERSONAL, DIGEST_CHANGED if only_digest else PERSON_CHANGED
        elif row.salt or row.personal != ERASED_TEXT:
            yield Kind.PERSONAL, HALF_ERASED
        elif not self._erasures.cover(row.chain, row.position, row.erased_at):
            yield Kind.ERASURE, UNDECLARED

    def _blame(self, row: Row, kind: Kind, what: str) -> None:
        self._blamed = row.chain, row.position
        self._add(row, kind, what)

    def _add(self, row: Row, kind: Kind, what: str) -> None:
        event_id = row.event_id.decode("utf-8", "replace") if row.event_id else ""
        place = {"chain": row.chain, "first": row.position}
        self._findings.add(kind, what, **place, event_id=event_id)


def _mac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256").hex().encode()


def _personal_digest(row: Row) -> bytes:
    text = (row.salt or b"") + _SEPARATOR + (row.personal or b"")
    return sha256(text).hexdigest().encode()


def _has_other_digest(row: Row, key: bytes) -> bool:
    """Its personal fields are as they were written; the column with their digest is not."""
    if row.content is None or row.erased_at is not None:
        return False
    return _mac(key, _with(row, _DIGEST, _personal_digest(row))) == row.hash


def _with(row: Row, place: int, value: bytes) -> bytes:
    """The row's content with one field put right, to see whether it was the changed one."""
    fields = row.content.split(_SEPARATOR)
    if place < len(fields):
        fields[place] = value
    return _SEPARATOR.join(fields)
