"""The fixes of what a check has found: each looks again right before it acts.

file without a record     removed, unless it changed, was recorded, or its request runs again
record without its file   put there again from the database
file that differs         replaced by the recorded bytes, under the same path
damaged record            gets its own bytes back from the file, where that still has them
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from generation import queue
from generation.models import GeneratedSVG, StageFinding, Status, SVGGenerationRequest
from generation.reconciling.judging import digest_of, is_whole
from generation.reconciling.putting_back import put_back
from generation.reconciling.restoring import restore_record
from generation.snowflake.locations import StageLocation
from generation.snowflake.records import StageFile
from generation.snowflake.warehouse import Warehouse
from generation.transitions import hold_failed, let_go

Kind, State = StageFinding.Kind, StageFinding.State
# Longer than the few statements of a removal can take.
HOLD = timedelta(minutes=10)

# How a fix ended, as it is kept; pages show `said` of it.
RECORDED = keep(_("It is recorded by now; it was left alone."))
IN_WORK = keep(_("Its request is being worked on; it was left alone."))
GONE = keep(_("The file was gone already."))
CHANGED = keep(_("The file has changed since; check the stage again."))
REMOVED = keep(_("The file was removed."))
UNRECORDED = keep(_("Its record was deleted meanwhile."))
DAMAGED = keep(_("The record itself is damaged; restore it from a backup."))
IS_WHOLE = keep(_("The record is whole by now."))
REFUSED = keep(
    _("The file has the recorded checksum, but is no safe picture by today's rules: use a backup.")
)
RESTORED = keep(_("The record has its own bytes again, from the file on the stage."))
LIES_THERE = keep(_("The right file lies there by now."))
PUT_BACK = keep(_("The recorded file was put there again."))


class Outcome(NamedTuple):
    state: StageFinding.State
    message: str = ""


def _remove(connection: Warehouse, finding: StageFinding) -> Outcome:
    location = StageLocation.parse(finding.location)
    with _held_back(finding) as is_free:
        if not is_free:
            return Outcome(State.SETTLED, IN_WORK)
        if GeneratedSVG.objects.filter(stage_path=finding.location).exists():
            return Outcome(State.SETTLED, RECORDED)
        file = connection.find_file(location)
        if file is None:
            return Outcome(State.SETTLED, GONE)
        if not _is_as_found(file, finding):
            return Outcome(State.SETTLED, CHANGED)
        connection.remove_file(location)
    return Outcome(State.FIXED, REMOVED)


@contextmanager
def _held_back(finding: StageFinding) -> Iterator[bool]:
    """Nobody works on the file's request meanwhile; False where somebody does already.

    A request that is gone or completed puts no file there any more. A failed one could be tried
    again right now, and its worker would find its file good and record it while it is removed.
    """
    pk, until = finding.origin_id, timezone.now() + HOLD
    if pk is None or _status(pk) in (None, Status.COMPLETED):
        yield True
        return
    is_held = hold_failed(pk, until=until)
    try:
        yield is_held
    finally:
        if is_held and let_go(pk, until=until):
            queue.nudge(pk)


def _status(request_id: UUID) -> str | None:
    rows = SVGGenerationRequest.objects.filter(pk=request_id)
    return rows.values_list("status", flat=True).first()


def _is_as_found(file: StageFile, finding: StageFinding) -> bool:
    now = (file.size, file.md5[:64], file.last_modified)
    return now == (finding.size_found, finding.md5_found, finding.modified_at)


def _put(connection: Warehouse, finding: StageFinding) -> Outcome:
    svg = _recorded(finding.location)
    if svg is None:
        return Outcome(State.SETTLED, UNRECORDED)
    if not is_whole(svg):
        return Outcome(State.FAILED, DAMAGED)
    content = _content(connection, finding.location)
    if content is not None and digest_of(content) == svg.sha256:
        return Outcome(State.SETTLED, LIES_THERE)
    put_back(connection, svg)
    if _recorded(finding.location) is None:  # purged meanwhile: what was put back goes again
        connection.remove_file(StageLocation.parse(finding.location))
        return Outcome(State.SETTLED, UNRECORDED)
    return Outcome(State.FIXED, PUT_BACK)


def _restore(connection: Warehouse, finding: StageFinding) -> Outcome:
    svg = _recorded(finding.location)
    if svg is None:
        return Outcome(State.SETTLED, UNRECORDED)
    if is_whole(svg):
        return Outcome(State.SETTLED, IS_WHOLE)
    content = _content(connection, finding.location)
    if content is None or digest_of(content) != svg.sha256:
        return Outcome(State.FAILED, DAMAGED)
    if restore_record(by=finding.asked_by, svg=svg, content=content):
        return Outcome(State.FIXED, RESTORED)
    now = _recorded(finding.location)
    if now is None:
        return Outcome(State.SETTLED, UNRECORDED)
    return Outcome(State.SETTLED, IS_WHOLE) if is_whole(now) else Outcome(State.FAILED, REFUSED)


def _recorded(location: str) -> GeneratedSVG | None:
    found = GeneratedSVG.objects.filter(stage_path=location).select_related("request", "owner")
    first: GeneratedSVG | None = found.first()
    return first


def _content(connection: Warehouse, location: str) -> bytes | None:
    """What the file holds; None where there is none."""
    file = StageLocation.parse(location)
    return connection.read_file(file) if connection.find_file(file) is not None else None


FIXES: dict[str, Callable[[Warehouse, StageFinding], Outcome]] = {
    Kind.ORPHAN: _remove,
    Kind.KEPT: _remove,
    Kind.MISSING: _put,
    Kind.DIFFERS: _put,
    Kind.DAMAGED: _restore,
}
