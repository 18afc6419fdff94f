"""Any list of the admin as an export: the rows that its filters leave, all of them.

An admin class says what its rows hold in a file by `export_fields`; without it the file has the
plain columns of the list. What is masked on the pages (prompts, answers) is never a plain column,
so an export does not hold it.
"""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from auditing.exports.columns import Column, Kind
from auditing.exports.content import QueryContent
from auditing.exports.sources import BadFilters, Source, register
from auditing.kept import said
from auditing.models import ExportJob, RetentionRun
from auditing.retention.disposition import with_deletes_on

NAME = "list"
# What the retention policies say about each row; none for rows that are kept.
DELETES_ON = (Column("deletes_on", "deletes on", "time"), Column("is_held", "on hold", "flag"))

# Field classes and how an export writes them; the first that fits counts.
_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (models.UUIDField, "uuid"),
    (models.DateTimeField, "time"),
    (models.DateField, "date"),
    (models.BooleanField, "flag"),
    (models.IntegerField, "number"),
    (models.AutoField, "number"),
    (models.FloatField, "number"),
    (models.DecimalField, "number"),
    (models.JSONField, "json"),
)


def name_of(model: type[models.Model]) -> str:
    """The source's name for the list of `model`."""
    return f"{NAME}:{model._meta.label}"


def title_of(source: str) -> str:
    """What the list is called, in the language of whoever asks.

    Raises:
        KeyError: there is no such list.
    """
    try:
        model = apps.get_model(source.split(":", 1)[1])
    except (IndexError, LookupError, ValueError) as error:
        raise KeyError(source) from error
    return capfirst(str(model._meta.verbose_name_plural))


def shown_title(job: ExportJob) -> str:
    """An export's title as the person reads it."""
    if not job.source.startswith(f"{NAME}:"):
        return said(job.title)
    try:
        return title_of(job.source)
    except KeyError:
        return job.title


def admin_of(job: ExportJob) -> "admin.ModelAdmin[Any]":
    """The admin class whose list is exported."""
    return admin.site.get_model_admin(apps.get_model(job.source.split(":", 1)[1]))


def may_export(user: User, job: ExportJob) -> bool:
    """Whoever may open the list may have it as a file."""
    try:
        listed = admin_of(job)
    except (LookupError, ValueError, NotRegistered):
        return False
    request = request_for(user, job)
    return bool(user.is_staff and listed.has_view_permission(request))


def content(job: ExportJob) -> QueryContent:
    """The rows that the list would show to the job's owner, whatever the page."""
    listed = admin_of(job)
    assert job.owner is not None  # noqa: S101  sources.content_of has seen it
    request = request_for(job.owner, job)
    paths = getattr(listed, "export_fields", None) or plain_columns(listed)
    rows = with_deletes_on(_rows(listed, request), at=job.as_of)
    columns = [column_of(listed.model, path) for path in paths]
    return QueryContent(
        queryset=rows,
        columns=[*columns, *(DELETES_ON if "deletes_on" in rows.query.annotations else ())],
        time=time_of(listed),
        as_of=job.as_of,
        facts=[("Filters", filters_in_words(job))],
    )


def plain_columns(listed: "admin.ModelAdmin[Any]") -> list[str]:
    """The key, and the columns of the list that are fields; of an account its name."""
    fields = {field.name: field for field in listed.model._meta.concrete_fields}
    shown = [fields[str(name)] for name in listed.list_display if name in fields]
    named = [
        f"{field.name}__username" if field.related_model is User else field.attname
        for field in shown
        if not field.primary_key
    ]
    return [str(listed.model._meta.pk.name), *named]


def time_of(listed: "admin.ModelAdmin[Any]") -> str:
    """The time that the export is ordered by and ends at; empty where rows have none for sure."""
    fields = {field.name: field for field in listed.model._meta.concrete_fields}
    names = (getattr(listed, "export_time", None), listed.date_hierarchy)
    return next((name for name in names if name and _is_time(fields.get(name))), "")


def _is_time(field: Any) -> bool:
    return isinstance(field, models.DateTimeField) and not field.null


def filters_in_words(job: ExportJob) -> str:
    """What the list's address asked for, such as ``status: failed; q: house``."""
    asked = QueryDict(job.filters.get("query", ""))
    parts = [f"{name.split('__')[0]}: {value}" for name, value in asked.items() if value]
    return "; ".join(parts) or "none"


def _rows(listed: "admin.ModelAdmin[Any]", request: HttpRequest) -> models.QuerySet[Any]:
    try:
        return listed.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters as error:
        raise BadFilters from error


def request_for(user: User, job: ExportJob) -> HttpRequest:
    """What the list's page would have been asked."""
    request = HttpRequest()
    request.method, request.user = "GET", user
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "localhost", "80"
    request.GET = QueryDict(job.filters.get("query", ""))
    return request


def column_of(model: type[models.Model], path: str) -> Column:
    """A column for the field that `path` leads to, such as ``owner__username``."""
    field: Any = None
    owner: Any = model
    for name in path.split("__"):
        field = owner._meta.pk if name == "pk" else owner._meta.get_field(name)
        owner = field.related_model
    title = path.split("__")[0] if "__" in path else str(field.verbose_name)
    kind: Kind = next((kind for cls, kind in _KINDS if isinstance(field, cls)), "text")
    return Column(path, title, kind)


def repeats(job: ExportJob, run: RetentionRun, label: str) -> bool:
    return job.source == f"{NAME}:{label}"


register(Source(NAME, "List", ("csv", "xlsx", "json"), may_export, content, repeats=repeats))
