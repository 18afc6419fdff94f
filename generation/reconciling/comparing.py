"""One batch of a check: the files below one beginning of a path, against the records of the same.

The stage is listed first and the records are read afterwards. A file lies on its stage before its
record is written, so whatever is recorded meanwhile is not missed; what comes too late for the list
is left to the next check. Each difference is looked at once more before it is written down.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import AccessEvent
from generation.models import GeneratedSVG, StageCheck, StageFinding, Status, SVGGenerationRequest
from generation.reconciling.judging import Record, is_same, is_surely_same
from generation.reconciling.paths import OurPath
from generation.reconciling.records import below
from generation.snowflake.errors import FileMissing
from generation.snowflake.locations import StageLocation
from generation.snowflake.records import StageFile
from generation.snowflake.warehouse import Warehouse

Kind = StageFinding.Kind
# A younger file may belong to a request that is not written down as running yet, or any more.
YOUNG = timedelta(hours=1)
UNDER_WAY = [Status.PENDING, Status.PROCESSING]
_CHUNK = 200
DAMAGED = keep(_("The record does not fit its own checksum; restore it from a backup."))
RESTORABLE = keep(_("The record does not fit its own checksum, but the file on the stage does."))


class Batch:
    """Compares one batch; `counts` says what was looked at, `findings` what differs."""

    def __init__(
        self,
        warehouse: Warehouse,
        check: StageCheck,
        *,
        encryption: str,
        tick: Callable[[], object],
    ) -> None:
        self.warehouse, self.check, self.encryption, self.tick = warehouse, check, encryption, tick
        self.findings: list[StageFinding] = []
        self.counts = dict.fromkeys(("files", "records", "left_alone", "read_back"), 0)

    def compare(self, beginning: str) -> None:
        listed_at = timezone.now()
        files = self._files(beginning)
        self.counts["files"] += len(files)
        unclear: list[tuple[StageFile, Record]] = []
        missing: list[Record] = []
        for record in self._records(beginning, listed_at):
            self.counts["records"] += 1
            file = files.pop(record.location, None)
            if file is None:
                missing.append(record)
            elif not record.is_whole or not is_surely_same(file, record, self.encryption):
                unclear.append((file, record))
        self._look_again_for(missing)
        for file, record in unclear:
            self.tick()
            self._read_back(file, record)
        self._judge_unrecorded(files)

    def _files(self, beginning: str) -> dict[str, StageFile]:
        """By location; only those that are named like ours."""
        found = self.warehouse.scan_files(self._at(beginning))
        return {str(self._at(file.name)): file for file in found if OurPath.read(file.name)}

    def _at(self, path: str) -> StageLocation:
        check = self.check
        return StageLocation(check.database, check.schema, check.stage_name, path)

    def _records(self, beginning: str, before: datetime) -> Iterable[Record]:
        rows = below(str(self._at(beginning))).filter(generated_at__lt=before)
        fields = ("stage_path", "file_size", "sha256", "svg_content", "owner", "request")
        light = rows.order_by().only(*fields, "origin_id")
        return (Record.of(svg) for svg in light.iterator(chunk_size=_CHUNK))

    def _look_again_for(self, missing: list[Record]) -> None:
        for record in missing:
            self.tick()
            is_there = self.warehouse.find_file(StageLocation.parse(record.location))
            if is_there is None and _is_recorded(record.location):
                self._add(Kind.MISSING, record)

    def _read_back(self, file: StageFile, record: Record) -> None:
        try:
            content = self.warehouse.read_file(StageLocation.parse(record.location))
        except FileMissing:
            self._look_again_for([record])
            return
        self.counts["read_back"] += 1
        if not record.is_whole:
            detail = RESTORABLE if is_same(content, record) else DAMAGED
            self._add(Kind.DAMAGED, record, file, detail=detail)
        elif not is_same(content, record) and _is_recorded(record.location):
            self._add(Kind.DIFFERS, record, file)

    def _judge_unrecorded(self, files: dict[str, StageFile]) -> None:
        now = timezone.now()
        for some in _chunks(files.items()):
            ids = {where: _request_id(file) for where, file in some}
            requests = SVGGenerationRequest.objects.only("status", "owner").in_bulk(ids.values())
            completed = _once_completed(ids.values())
            for where, file in some:
                request = requests.get(ids[where])
                if is_young(file.last_modified, now) or (request and request.status in UNDER_WAY):
                    self.counts["left_alone"] += 1
                    continue
                kind = Kind.KEPT if str(ids[where]) in completed else Kind.ORPHAN
                self._add_file(kind, where, file, request)

    def _add(
        self, kind: Kind, record: Record, file: StageFile | None = None, detail: str = ""
    ) -> None:
        self.findings.append(
            StageFinding(
                check_run=self.check,
                kind=kind,
                location=record.location,
                origin_id=record.origin_id,
                owner_id=record.owner_id,
                size_recorded=record.size,
                detail=detail,
                **_seen(file),
            )
        )

    def _add_file(self, kind: Kind, where: str, file: StageFile, request: Any) -> None:
        self.findings.append(
            StageFinding(
                check_run=self.check,
                kind=kind,
                location=where,
                origin_id=_request_id(file),
                owner_id=request.owner_id if request else None,
                **_seen(file),
            )
        )


def _chunks(files: Iterable[tuple[str, StageFile]]) -> Iterator[list[tuple[str, StageFile]]]:
    rest = iter(files)
    while some := list(islice(rest, _CHUNK)):
        yield some


def is_young(modified: datetime, now: datetime) -> bool:
    return now - modified < YOUNG


def _seen(file: StageFile | None) -> dict[str, Any]:
    if file is None:
        return {}
    return {
        "size_found": file.size,
        "md5_found": file.md5[:64],
        "modified_at": file.last_modified,
    }


def _request_id(file: StageFile) -> Any:
    ours = OurPath.read(file.name)
    assert ours is not None  # noqa: S101  only ours are compared
    return ours.request_id


def _is_recorded(location: str) -> bool:
    return GeneratedSVG.objects.filter(stage_path=location).exists()


def _once_completed(ids: Iterable[Any]) -> set[str]:
    """Of these requests, those whose picture was recorded once, as the trail says."""
    events = AccessEvent.objects.filter(
        resource_label=SVGGenerationRequest._meta.label,
        resource_id__in=[str(pk) for pk in ids],
        action="request.complete",
    )
    return set(events.values_list("resource_id", flat=True))
