"""Own pictures as a zip with a manifest: the source `pictures` of the exports.

A job's filters: `ids`, the keys of requests; or `query`, what the history's address asked for. They
are the job's owner's own requests whatever stands there, and only the safe bytes are taken along.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from auditing.exports.columns import Column, as_json, as_text, escape
from auditing.exports.content import Key, Row, Slice
from auditing.exports.services import request_export
from auditing.exports.sources import Source, register
from auditing.kept import keep
from auditing.models import ExportJob, RetentionRun
from auditing.retention.disposition import with_deletes_on
from generation.asked_for import title_of
from generation.finding.chosen import MOST
from generation.finding.filters import Filters
from generation.finding.rows import fitting
from generation.models import GeneratedSVG, Status, SVGGenerationRequest
from generation.permissions import require_download

NAME = "pictures"
# What an archive is called in its record; pages show `said` of it.
ONE_CHOSEN = keep(gettext_noop("1 chosen picture"))
CHOSEN = keep(gettext_noop("%(number)s chosen pictures"))
FITTING = keep(gettext_noop("Pictures that fit: %(query)s"))
ALL = keep(gettext_noop("All your pictures"))
# Pictures in memory at once; each has up to some hundred kB.
BATCH = 100
CSV_NAME = "manifest.csv"
# What the manifest says of each file beside its size and its SHA-256.
FACTS = (
    Column("request_id", "request", "uuid"),
    Column("prompt", "prompt"),
    Column("model", "model"),
    Column("tags", "tags"),
    Column("made", "made", "time"),
    Column("kept_until", "kept until", "time"),
    Column("is_held", "kept longer for a legal reason", "flag"),
)
BYTES = (Column("size_bytes", "bytes", "number"), Column("sha256", "SHA-256"))


@dataclass
class PicturesContent:
    """Files of an archive: a row is a name, the bytes, and what the manifest says about them."""

    user: User
    keys: list[UUID]
    oldest: datetime | None = None
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[Column] = (Column("file", "file"), *FACTS)
    names: set[str] = field(default_factory=set)
    lines: list[list[str]] = field(default_factory=list)

    def count(self) -> int:
        return len(self.keys)

    def slices(self, after: Key | None) -> Iterator[Slice]:
        """The pictures; the table of them comes last, when all names are known."""
        for first in range(0, len(self.keys), BATCH):
            rows = [self._row(svg) for svg in self._pictures(first)]
            yield Slice(rows, len(rows), [first])
        yield Slice([(CSV_NAME, _as_csv(self.lines))], 0, [len(self.keys)])

    def _pictures(self, first: int) -> list[Any]:
        keys = self.keys[first : first + BATCH]
        own = GeneratedSVG.objects.filter(request__in=keys, request__owner=self.user)
        found = with_deletes_on(own.select_related("request")).prefetch_related("request__tags")
        by_request = {svg.request_id: svg for svg in found.defer("receipt")}
        return [by_request[key] for key in keys if key in by_request]

    def _row(self, svg: Any) -> Row:
        name, content = self._name(svg.request.filename), svg.svg_content.encode()
        values = [(column, _FACTS[column.path](svg)) for column in FACTS]
        sizes = [str(len(content)), hashlib.sha256(content).hexdigest()]
        self.lines.append(
            [escape(name), *sizes, *(as_text(value, column) for column, value in values)]
        )
        return name, content, {column.path: as_json(value, column) for column, value in values}

    def _name(self, wanted: str) -> str:
        """Each name once, also where capitals make no difference."""
        name, number = f"{wanted}.svg", 1
        while name.lower() in self.names:
            number += 1
            name = f"{wanted}-{number}.svg"
        self.names.add(name.lower())
        return name


_FACTS: dict[str, Any] = {
    "request_id": lambda svg: svg.request_id,
    "prompt": lambda svg: title_of(svg.request),
    "model": lambda svg: svg.model_used,
    "tags": lambda svg: ", ".join(tag.name for tag in svg.request.tags.all()),
    "made": lambda svg: svg.generated_at,
    "kept_until": lambda svg: svg.deletes_on,
    "is_held": lambda svg: bool(svg.is_held),
}


def _as_csv(lines: list[list[str]]) -> bytes:
    """As the exports write CSV: a byte order mark, and nothing that a spreadsheet would run."""
    text = io.StringIO(newline="")
    headings = ["file", *(column.title for column in (*BYTES, *FACTS))]
    csv.writer(text, lineterminator="\n").writerows([headings, *lines])
    return b"\xef\xbb\xbf" + text.getvalue().encode(errors="replace")


def request_archive(
    *, by: User, ids: Sequence[UUID] = (), filters: Filters | None = None
) -> ExportJob:
    """Ask for the pictures of these requests, or of all that fit, as a zip.

    Raises:
        PermissionDenied: `by` may take no file along.
        ValidationError: in plain words.
    """
    require_download(by, label=GeneratedSVG._meta.label, resource_id="")
    query = filters.as_query() if filters is not None else ""
    wanted = {"query": query} if filters is not None else {"ids": [str(key) for key in ids]}
    job = ExportJob(owner=by, filters=wanted)
    if not _drawn(job).exists():
        raise ValidationError(_("None of these has a picture, so there is nothing to download."))
    # Admins read the title, too.
    title = _title(len(ids), on_record(wanted).get("query", ""))
    return request_export(by=by, source=NAME, title=title, format="zip", filters=wanted)


def on_record(filters: dict[str, Any]) -> dict[str, Any]:
    """What others may read: that words and a tag were asked for, not which."""
    if "query" not in filters:
        return filters
    asked = Filters.of_query(filters["query"])
    own = {name: "..." for name in ("words", "tag") if getattr(asked, name)}
    return {"query": replace(asked, **own).as_query()}  # type: ignore[arg-type]


def _title(number: int, query: str) -> str:
    """In English, as it is kept."""
    if number:
        return ONE_CHOSEN if number == 1 else CHOSEN % {"number": number}
    return FITTING % {"query": query} if query else ALL


def _drawn(job: ExportJob) -> QuerySet[Any]:
    """The requests that a job is about and that have a picture, newest first."""
    if "ids" in job.filters:
        own = SVGGenerationRequest.objects.filter(owner=job.owner, pk__in=job.filters["ids"])
        found: QuerySet[Any] = own.order_by("-created_at", "-pk")
    else:
        assert job.owner is not None  # noqa: S101  sources.content_of has seen it
        found = fitting(job.owner, Filters.of_query(job.filters.get("query", "")))
    return found.filter(status=Status.COMPLETED, created_at__lte=job.as_of)


def may_export(user: User, job: ExportJob) -> bool:
    """One's own pictures: the manifest holds the prompts, which are masked for everybody else."""
    return job.owner_id == user.pk


def content(job: ExportJob) -> PicturesContent:
    assert job.owner is not None  # noqa: S101  sources.content_of has seen it
    found = list(_drawn(job).values_list("pk", "created_at")[:MOST])
    oldest = min((made for _key, made in found), default=None)
    facts = [("Person", job.owner.get_username())]
    return PicturesContent(job.owner, [key for key, _made in found], oldest, facts)


def repeats(job: ExportJob, run: RetentionRun, label: str) -> bool:
    """Requests and pictures that a policy or the erasure of this person has taken."""
    theirs = run.erasure is None or run.erasure.person_id == str(job.owner_id)
    return theirs and label in (SVGGenerationRequest._meta.label, GeneratedSVG._meta.label)


def register_archive() -> None:
    """Called when the app is ready."""
    register(
        Source(
            NAME,
            "Pictures",
            ("zip",),
            may_export,
            content,
            repeats=repeats,
            is_private=True,
            on_record=on_record,
        )
    )
