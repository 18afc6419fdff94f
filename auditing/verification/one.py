"""One event: is it as it was written, and does it join its neighbours?"""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from auditing.chain.canonical import GENESIS, content_text, personal_digest, personal_text
from auditing.chain.heads import read_heads
from auditing.chain.keys import known_keys, mac
from auditing.chain.stretches import read_stretches
from auditing.models import AccessEvent


@dataclass(frozen=True)
class Answer:
    """One thing that was looked at: well, or not, in words."""

    holds: bool
    words: str


def is_intact(event: AccessEvent) -> bool:
    """What it says is what was written; the neighbours are not looked at."""
    key = known_keys().get(event.key_id)
    if key is None or mac(key, content_text(event)) != event.hash:
        return False
    erased = event.erased_at is not None
    return erased or personal_digest(event.salt, personal_text(event)) == event.personal_digest


def examine(event: AccessEvent) -> list[Answer]:
    """The event itself, the link to the one before, the link from the one after."""
    intact = is_intact(event)
    words = _("As it was written.") if intact else _("Changed after it was written.")
    return [Answer(intact, words), _before(event), _after(event)]


def _before(event: AccessEvent) -> Answer:
    if event.position == 1:
        return Answer(event.previous_hash == GENESIS, _("The first of its lane."))
    return _compare(event, event.position - 1, _("before"))


def _after(event: AccessEvent) -> Answer:
    head = read_heads(DEFAULT_DB_ALIAS).get(event.chain)
    if head is not None and head.position == event.position:
        return Answer(head.is_genuine and head.hash == event.hash, _("The newest of its lane."))
    return _compare(event, event.position + 1, _("after"))


def _compare(event: AccessEvent, position: int, side: str) -> Answer:
    """The two hashes that have to be one, of a neighbour or of what pruning has left of it."""
    given = {"side": side, "position": position}
    row = AccessEvent.objects.filter(chain=event.chain, position=position).first()
    pruned = read_stretches(
        DEFAULT_DB_ALIAS, chain=event.chain, first__lte=position, last__gte=position
    )
    beside = row or next(iter(pruned), None)
    if beside is None:
        return Answer(False, _("The event %(side)s, position %(position)s, is missing.") % given)
    joined = (
        event.previous_hash == beside.hash
        if position < event.position
        else beside.previous_hash == event.hash
    )
    if row is None:
        return Answer(joined, _("The event %(side)s was pruned by retention.") % given)
    if joined:
        return Answer(True, _("Joined to the event %(side)s, position %(position)s.") % given)
    return Answer(False, _("Not joined to the event %(side)s, position %(position)s.") % given)
