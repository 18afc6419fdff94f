"""A resolver for each kind of thing that can be pasted: one indexed look-up, never a scan.

To let the search find another kind, write a function here under `@resolver`. Models of ours whose
key is a UUID are found without one, by `rows_by_uuid`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet, UUIDField
from django.utils.translation import gettext as _

from auditing.models import AccessEvent
from generation.models import (
    CortexModel,
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    SnowflakeQuery,
    SnowflakeStage,
    SVGGenerationRequest,
    TemporaryTable,
)
from generation.search.hits import Hit, on_timeline, row_hit
from generation.search.needle import Needle

Resolver = Callable[[Needle], Iterable[Hit]]

# Of one kind; a file name can be that of a thousand requests.
MAX_HITS = 20
OUR_APPS = ("auditing", "generation")
# Their columns hold no longer name.
MAX_NAME = 255

HEAVY: dict[type[Model], tuple[str, ...]] = {
    CortexResponse: ("content", "processing_errors"),
    GeneratedSVG: ("svg_content", "receipt"),
}

BY_ID: list[Resolver] = []
BY_NAME: list[Resolver] = []


def resolver(function: Resolver) -> Resolver:
    """Adds a resolver of ids to the search; the most exact come first."""
    BY_ID.append(function)
    return function


def name_resolver(function: Resolver) -> Resolver:
    """Adds a resolver of names: only asked where no id was found, since a path has both."""
    BY_NAME.append(function)
    return function


def find(needle: Needle) -> list[Hit]:
    """Every page that the text leads to, each once, at most 20 of a kind."""
    return (_ask(BY_ID, needle) or _ask(BY_NAME, needle)) if needle.text else []


def _ask(resolvers: list[Resolver], needle: Needle) -> list[Hit]:
    found: dict[str, Hit] = {}
    for resolve in resolvers:
        for hit in resolve(needle):
            found.setdefault(hit.page, hit)
    return list(found.values())


@resolver
def temporary_tables(needle: Needle) -> Iterator[Hit]:
    for table in TemporaryTable.objects.filter(pk__in=needle.tables) if needle.tables else ():
        if table.request_id:
            yield on_timeline(_("temporary table"), str(table), table.request_id, f"table-{table}")
        elif hit := row_hit(table):
            yield hit


@resolver
def requests_by_id(needle: Needle) -> Iterator[Hit]:
    """Also those that were purged, as long as an event names them."""
    if not needle.uuids:
        return
    rows = SVGGenerationRequest.objects.filter(pk__in=needle.uuids).only("pk", "filename")
    names = {row.pk: row.filename for row in rows}
    purged = AccessEvent.objects.filter(
        resource_label=SVGGenerationRequest._meta.label,
        resource_id__in=[str(key) for key in needle.uuids if key not in names],
    )
    gone = {key: _("purged") for key in purged.values_list("resource_id", flat=True)[:MAX_HITS]}
    for key, name in {**names, **gone}.items():
        yield on_timeline(_("request"), name, key)


@resolver
def responses_by_id(needle: Needle) -> Iterator[Hit]:
    return _of_request(CortexResponse.objects.filter(pk__in=needle.uuids), anchor="response")


@resolver
def pictures_by_id(needle: Needle) -> Iterator[Hit]:
    return _of_request(GeneratedSVG.objects.filter(pk__in=needle.uuids), anchor="svg")


@resolver
def pictures_by_digest(needle: Needle) -> Iterator[Hit]:
    return _of_request(GeneratedSVG.objects.filter(sha256__in=needle.digests), anchor="svg")


@resolver
def events_by_hash(needle: Needle) -> Iterator[Hit]:
    """By their place's hash in the audit chain, as certificates and anchors name it."""
    rows = AccessEvent.objects.filter(hash__in=needle.digests) if needle.digests else ()
    for event in rows:
        if event.resource_label == SVGGenerationRequest._meta.label:
            yield on_timeline(_("event"), str(event), event.resource_id, f"event-{event.pk}")
        elif hit := row_hit(event):
            yield hit


@resolver
def snowflake_queries(needle: Needle) -> Iterator[Hit]:
    keys = [str(key) for key in needle.uuids]
    for query in SnowflakeQuery.objects.filter(pk__in=keys) if keys else ():
        if query.request_id:
            name, anchor = str(query), f"query-{query.pk}"
            yield on_timeline(_("Snowflake query"), name, query.request_id, anchor)


@resolver
def responses_by_provider_id(needle: Needle) -> Iterator[Hit]:
    """By the id of the completion or of the refused call, as Snowflake told it."""
    # The empty id is left out of the index.
    named = CortexResponse.objects.exclude(provider_id="")
    return _of_request(named.filter(provider_id=needle.word[:MAX_NAME]), anchor="response")


@resolver
def rows_by_uuid(needle: Needle) -> Iterator[Hit]:
    """Sessions, events, runs of retention, errors: all of ours that a UUID names."""
    special = (SVGGenerationRequest, CortexResponse, GeneratedSVG)
    for model in apps.get_models() if needle.uuids else ():
        is_ours = model._meta.app_label in OUR_APPS and model not in special
        if is_ours and isinstance(model._meta.pk, UUIDField):
            rows: Iterable[Model] = model._default_manager.filter(pk__in=needle.uuids)
            yield from filter(None, map(row_hit, rows))


@resolver
def http_requests(needle: Needle) -> Iterator[Hit]:
    """By the id on every line of the log, which an error page shows as its reference."""
    ids = [needle.word[:MAX_NAME], *(str(key) for key in needle.uuids)]
    # The empty id is left out of the index.
    rows = AccessEvent.objects.exclude(request_id="").filter(request_id__in=filter(None, ids))
    for event in rows.order_by()[:MAX_HITS]:
        if event.resource_label == SVGGenerationRequest._meta.label:
            yield on_timeline(_("event"), str(event), event.resource_id, f"event-{event.pk}")
        elif hit := row_hit(event):
            yield hit


@name_resolver
def steps(needle: Needle) -> Iterator[Hit]:
    if needle.number is None:
        return
    for step in PipelineStep.objects.filter(pk=needle.number):
        yield on_timeline(_("step"), step.name, step.request_id, f"step-{step.pk}")


@name_resolver
def requests_by_filename(needle: Needle) -> Iterator[Hit]:
    name = needle.word.removesuffix(".svg")
    if not name or len(name) > MAX_NAME:
        return
    rows = SVGGenerationRequest.objects.filter(filename=name).order_by("-created_at")
    for row in rows.only("pk", "filename", "created_at")[:MAX_HITS]:
        yield on_timeline(_("request"), f"{row.filename}, {row.created_at:%Y-%m-%d %H:%M}", row.pk)


@name_resolver
def people(needle: Needle) -> Iterator[Hit]:
    if len(needle.text) > MAX_NAME:
        return
    names = {needle.text, needle.text.lower()}
    yield from filter(None, map(row_hit, User.objects.filter(username__in=names)))


@name_resolver
def stages(needle: Needle) -> Iterator[Hit]:
    names = [name for name in {needle.stage, needle.word.upper()} if 0 < len(name) <= MAX_NAME]
    yield from filter(None, map(row_hit, SnowflakeStage.objects.filter(pk__in=names)))


@name_resolver
def models(needle: Needle) -> Iterator[Hit]:
    if len(needle.word) <= MAX_NAME:
        yield from filter(None, map(row_hit, CortexModel.objects.filter(pk=needle.word.lower())))


def _of_request(rows: QuerySet[Any], *, anchor: str) -> Iterator[Hit]:
    """Rows of a request on its timeline; others on their own page."""
    for row in rows.defer(*HEAVY[rows.model])[:MAX_HITS]:
        if request_id := row.request_id or getattr(row, "origin_id", None):
            kind = str(row._meta.verbose_name)
            yield on_timeline(kind, str(row), request_id, f"{anchor}-{row.pk}")
        elif hit := row_hit(row):
            yield hit
