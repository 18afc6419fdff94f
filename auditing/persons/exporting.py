"""Everything about one person as a zip: their rows as JSON, their pictures as files, a manifest."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_noop as _

from auditing.exports.columns import Column
from auditing.exports.content import Key, Slice
from auditing.exports.services import request_export
from auditing.exports.sources import Refused, Source, register
from auditing.kept import keep
from auditing.models import ExportJob, RetentionRun
from auditing.persons.finding import About, all_about
from auditing.recording import record_event

NAME = "person"
TITLE = keep(_("Everything about a person"))
# What its record is called; pages show `said` of it.
OF_PERSON = keep(_("Everything about a person: %(who)s"))
# Rows in memory at once; a raw answer has up to 2 MiB.
BATCH = 200

READ_ME = """\
This archive holds everything that this site keeps about {name} as of {as_of}.

records/   a folder for each kind of record; in its files one record a line, as JSON
pictures/  the pictures, as they were shown
manifest.json  each file with its size and its SHA-256

Passwords, keys and tokens are left out: with them somebody could sign in.
Names of others who looked at these records are in records/auditing.AccessEvent.
"""


class NobodyThere(Refused):
    """This account does not exist any more, so there is nothing to hand over."""


@dataclass(frozen=True)
class PersonContent:
    """Files of an archive: a row is a name and its bytes."""

    user: User
    as_of: str
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[Column] = (Column("name", "File"),)

    def count(self) -> int:
        return sum(about.rows_of(self.user).count() for about in all_about())

    def slices(self, after: Key | None) -> Iterator[Slice]:
        text = READ_ME.format(name=self.user.get_username(), as_of=self.as_of)
        yield Slice([("README.txt", text.encode())], 0, [0])
        for number, about in enumerate(all_about(), start=1):
            for place, rows in enumerate(_batches(about, self.user), start=1):
                lines = "".join(f"{_as_line(about, row)}\n" for row in rows)
                records = (f"records/{about.label}/{place:04}.jsonl", _encoded(lines))
                files = [file for row in rows for file in _files_of(row)]
                yield Slice([records, *files], len(rows), [number, place])


def _batches(about: About, user: User) -> Iterator[list[Any]]:
    rows = about.rows_of(user)
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _as_line(about: About, row: Any) -> str:
    values = {field.attname: _plain(field.value_from_object(row)) for field in about.fields()}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


def _files_of(row: Any) -> list[tuple[str, bytes]]:
    """A model may hand a row over as a file too, by a method `as_file`."""
    return [row.as_file()] if hasattr(row, "as_file") else []


@transaction.atomic
def request_archive(*, by: User, user: User, reason: str = "") -> ExportJob:
    """Ask for the archive of `user`, who sees in their events who did so and why.

    Raises:
        PermissionDenied: `by` is somebody else without the role for it.
        ValidationError: in plain words.
    """
    filters, title = {"user": user.pk}, OF_PERSON % {"who": user.get_username()}
    job = request_export(by=by, source=NAME, title=title, format="zip", filters=filters)
    context = {"reason": reason}
    record_event(by=by, action="person.archive", resource=user, subject_owner=user, context=context)
    return job


def may_export(user: User, job: ExportJob) -> bool:
    """One's own data, or everybody's for admins."""
    own = str(job.filters.get("user")) == str(user.pk)
    return own or user.has_perm("auditing.view_everything")


def content(job: ExportJob) -> PersonContent:
    user = User.objects.filter(pk=job.filters.get("user")).first()
    if user is None:
        raise NobodyThere
    as_of = f"{job.as_of:%Y-%m-%d %H:%M:%S} UTC"
    return PersonContent(user, as_of, [("Person", user.get_username())])


def repeats(job: ExportJob, run: RetentionRun, label: str) -> bool:
    """An archive is handed over; it goes when the person is erased."""
    return run.erasure is not None and run.erasure.person_id == str(job.filters.get("user"))


register(Source(NAME, TITLE, ("zip",), may_export, content, repeats=repeats, is_private=True))
