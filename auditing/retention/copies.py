"""The other places that a row was copied to. Whoever keeps a copy registers it here, once.

A copy in this database goes in the transaction of the batch. One outside is noted in it
(`CopyRemoval`) and removed after the commit, again and again until it is gone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from auditing.kept import keep
from auditing.models import CopyRemoval, RetentionRun

log = structlog.get_logger(__name__)

Keys = Sequence[Any]

UNKNOWN_KIND = keep(gettext_noop("Nothing in this program knows this kind of copy any more."))


class CopyRefused(Exception):  # noqa: N818
    """The place of a copy would not remove it; its message is told to people."""


@dataclass(frozen=True)
class Copy:
    """Rows of this database that repeat rows of the model `of`.

    Both functions take its keys as the database holds them (`auditing.retention.keys`).
    """

    name: str
    of: str
    delete: Callable[[Keys], int]
    count: Callable[[Keys], int]


@dataclass(frozen=True)
class OutsideCopy:
    """Things elsewhere. `references` names them (text, up to 1024 characters) for the given keys;
    `remove` takes one, is content with one that is gone, and raises CopyRefused where it cannot."""

    name: str
    of: str
    references: Callable[[Keys], list[str]]
    remove: Callable[[str], None]


@dataclass(frozen=True)
class AfterRun:
    """Things that repeat many rows at once, such as a file: looked through once, when a run has
    taken its rows. `remove` tells how many went; a run that was killed calls it once more."""

    name: str
    remove: Callable[[RetentionRun], int]


_after_run: dict[str, AfterRun] = {}
_copies: dict[str, Copy | OutsideCopy] = {}


def register_copy(copy: Copy | OutsideCopy) -> None:
    """Called from an app's `ready`; the same name again replaces it. Names are kept in English."""
    _copies[keep(copy.name)] = copy


def register_after_run(copy: AfterRun) -> None:
    """As `register_copy`."""
    _after_run[keep(copy.name)] = copy


def remove_after_run(run: RetentionRun) -> None:
    """Once the rows are gone: what repeats them; counted on the run."""
    for copy in _after_run.values():
        if number := copy.remove(run):
            run.copies[copy.name] = run.copies.get(copy.name, 0) + number
    run.save(update_fields=["copies"])


def copies_of(label: str) -> list[Copy | OutsideCopy]:
    return [copy for copy in _copies.values() if copy.of == label]


def delete_copies(run: RetentionRun, label: str, keys: Keys) -> dict[str, int]:
    """Inside a batch: delete what lies here, note what lies outside. Name → how many."""
    done: dict[str, int] = {}
    for copy in copies_of(label):
        if isinstance(copy, Copy):
            done[copy.name] = copy.delete(keys)
        else:
            found = copy.references(keys)
            CopyRemoval.objects.bulk_create(
                CopyRemoval(run=run, copy=copy.name, reference=text) for text in found
            )
    return {name: number for name, number in done.items() if number}


def count_copies(label: str, keys: Keys) -> dict[str, int]:
    """Name → how many copies there are of rows with these keys."""
    return {copy.name: _count(copy, keys) for copy in copies_of(label)}


def _count(copy: Copy | OutsideCopy, keys: Keys) -> int:
    return copy.count(keys) if isinstance(copy, Copy) else len(copy.references(keys))


def remove_outside(run: RetentionRun, still_ours: Callable[[], object]) -> None:
    """After the commits: remove what was noted for `run`. One that refuses stays noted."""
    for removal in CopyRemoval.objects.filter(run=run, done_at=None).iterator():
        still_ours()
        _remove(removal)


def _remove(removal: CopyRemoval) -> None:
    copy = _copies.get(removal.copy)
    try:
        if not isinstance(copy, OutsideCopy):
            raise CopyRefused(UNKNOWN_KIND)
        copy.remove(removal.reference)
    except CopyRefused as error:
        failed = CopyRemoval.objects.filter(pk=removal.pk)
        failed.update(attempts=F("attempts") + 1, last_error=str(error))
        log.warning("copy_refused", copy=removal.copy, removal=removal.pk)
    else:
        CopyRemoval.objects.filter(pk=removal.pk).update(
            attempts=F("attempts") + 1, last_error="", done_at=timezone.now()
        )
