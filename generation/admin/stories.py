"""Which timeline a row belongs to, for the links on the admin's pages."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from auditing.admin.links import register_story
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    SnowflakeQuery,
    SVGGenerationRequest,
    TemporaryTable,
    UserSession,
)
from generation.search.hits import timeline_url

PARTS: tuple[type[Model], ...] = (CortexResponse, GeneratedSVG, SnowflakeQuery, TemporaryTable)


def register_stories() -> None:
    """Let the events find the timelines of what they are about."""
    register_story(SVGGenerationRequest._meta.label, _of_request_id)
    for part in PARTS:
        register_story(part._meta.label, lambda key, part=part: _of_part(part, key))  # type: ignore[misc]


def story_of(row: Any) -> str:
    """The timeline of this row's request, a session's requests, or ""."""
    if isinstance(row, SVGGenerationRequest):
        return timeline_url(row.pk)
    if isinstance(row, UserSession):
        requests = reverse("admin:generation_svggenerationrequest_changelist")
        return f"{requests}?session__session_id__exact={row.pk}"
    request_id = getattr(row, "request_id", None) or getattr(row, "origin_id", None)
    return timeline_url(request_id) if request_id else ""


def _of_request_id(key: str) -> str:
    try:
        return timeline_url(UUID(key))
    except ValueError:
        return ""


def _of_part(part: type[Model], key: str) -> str:
    found: UUID | None = (
        part._default_manager.filter(pk=key).values_list("request_id", flat=True).first()
    )
    return timeline_url(found) if found else ""
