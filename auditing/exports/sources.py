"""What can be exported: each source has a name, a title, who may, and what it holds for a job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from auditing.access import may_enter
from auditing.exports.content import Content
from auditing.models import ExportJob, RetentionRun


class Refused(Exception):  # noqa: N818  read as an outcome
    """This cannot be exported."""

    def __str__(self) -> str:
        return " ".join((self.__doc__ or "").split())


class NotAllowed(Refused):
    """You may not export this any more. Ask an administrator for the role that may."""


class BadFilters(Refused):
    """The list does not understand these filters any more. Open the list, filter it again, and
    export it from there."""


@dataclass(frozen=True)
class Source:
    """One kind of export. `content` is asked in the worker, as the job's owner; `on_ready` is
    called when the file is there. `is_private`: the file holds what is masked for everybody but
    its owner, so nobody else fetches it, not even an admin. `on_record`: what of a job's filters
    others may read, in the admin and in events, which stay."""

    name: str
    title: str
    formats: tuple[str, ...]
    may_export: Callable[[User, ExportJob], bool]
    content: Callable[[ExportJob], Content]
    on_ready: Callable[[ExportJob], object] = lambda job: None
    # Whether the file may hold rows of the model with this label that this purge took, so that it
    # has to go, too.
    repeats: Callable[[ExportJob, RetentionRun, str], bool] = lambda job, run, label: False
    is_private: bool = False
    on_record: Callable[[dict[str, Any]], dict[str, Any]] = lambda filters: filters


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    _SOURCES[source.name] = source


def source_of(name: str) -> Source:
    """The source of this name; ``list:generation.GeneratedSVG`` belongs to the source ``list``.

    Raises:
        KeyError: there is none.
    """
    return _SOURCES[name.split(":", 1)[0]]


def filters_on_record(job: ExportJob) -> dict[str, Any]:
    """The job's filters without what its owner alone may read."""
    try:
        return source_of(job.source).on_record(job.filters)
    except KeyError:
        return {}


def may_fetch(user: User, job: ExportJob) -> bool:
    """Whether `user`, who sees the job, may have its file too: by today's rights, not those of the
    day on which it was asked for."""
    try:
        source = source_of(job.source)
    except KeyError:
        return False
    is_own = job.owner_id == user.pk
    return (is_own or not source.is_private) and source.may_export(user, job)


def content_of(job: ExportJob) -> Content:
    """What `job` holds.

    Raises:
        NotAllowed: its owner may not see it (any more).
    """
    source = source_of(job.source)
    if job.owner is None or not may_enter(job.owner) or not source.may_export(job.owner, job):
        raise NotAllowed
    return source.content(job)
