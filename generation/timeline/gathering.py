"""Fetches a request and all its parts, in a number of look-ups that does not grow with them."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from auditing.models import AccessEvent
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    SnowflakeQuery,
    StatusChange,
    SVGGenerationRequest,
    TemporaryTable,
)

# A page that was watched for hours has one event a minute; more than this nobody reads.
MAX_EVENTS = 300

# Of a purged request, tables of this many attempts are looked for.
MAX_ATTEMPTS = 20


@dataclass(frozen=True)
class Record:
    """A request with what belongs to it. `request` is None once it was purged."""

    request_id: UUID
    request: SVGGenerationRequest | None
    moves: list[StatusChange] = field(default_factory=list)
    steps: list[PipelineStep] = field(default_factory=list)
    responses: list[CortexResponse] = field(default_factory=list)
    tables: list[TemporaryTable] = field(default_factory=list)
    statements: list[SnowflakeQuery] = field(default_factory=list)
    svg: GeneratedSVG | None = None
    events: list[AccessEvent] = field(default_factory=list)  # oldest first
    has_more_events: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing at all is known under this id."""
        return not (self.request or self.svg or self.events or self.statements)

    def with_newest_events(self, most: int) -> "Record":
        """The same with fewer events, if there are more."""
        left_out = self.has_more_events or len(self.events) > most
        return replace(self, events=self.events[-most:], has_more_events=left_out)


def gather(request_id: UUID) -> Record:
    """The request of this id, or what is left of it."""
    request = (
        SVGGenerationRequest.objects.select_related("owner", "session")
        .filter(pk=request_id)
        .first()
    )
    of_request = Q(request=request_id)
    responses = list(
        CortexResponse.objects.filter(of_request)
        .defer("content", "processing_errors")
        .order_by("created_at")
    )
    tables = list(TemporaryTable.objects.filter(_tables_of(request_id)).order_by("created_at"))
    of_picture = of_request if request else Q(origin_id=request_id)
    svg = GeneratedSVG.objects.filter(of_picture).defer("svg_content").first()
    events = list(_events(request_id, responses, tables, svg)[: MAX_EVENTS + 1])
    return Record(
        request_id=request_id,
        request=request,
        moves=list(StatusChange.objects.filter(of_request)),
        steps=list(PipelineStep.objects.filter(of_request)),
        responses=responses,
        tables=tables,
        statements=list(SnowflakeQuery.objects.filter(of_request).order_by("at")),
        svg=svg,
        events=events[:MAX_EVENTS][::-1],
        has_more_events=len(events) > MAX_EVENTS,
    )


def _tables_of(request_id: UUID) -> Q:
    """By the name too, which holds the request's id: the link is gone once the request is."""
    names = [f"TMP_SVG_{request_id.hex.upper()}_{n}" for n in range(1, MAX_ATTEMPTS + 1)]
    return Q(request=request_id) | Q(table_name__in=names)


def _events(
    request_id: UUID,
    responses: list[CortexResponse],
    tables: list[TemporaryTable],
    svg: GeneratedSVG | None,
) -> QuerySet[AccessEvent]:
    """The events of the request and of its parts, newest first."""
    about = _subject(SVGGenerationRequest._meta.label, [request_id])
    if responses:
        about |= _subject(CortexResponse._meta.label, [response.pk for response in responses])
    if tables:
        about |= _subject(TemporaryTable._meta.label, [table.pk for table in tables])
    if svg:
        about |= _subject(GeneratedSVG._meta.label, [svg.pk])
    return AccessEvent.objects.filter(about).order_by("-timestamp")


def _subject(label: str, keys: list[UUID] | list[str]) -> Q:
    return Q(resource_label=label, resource_id__in=[str(key) for key in keys])
