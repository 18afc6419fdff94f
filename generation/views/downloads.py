"""A picture in other formats, and its source to read. All from the safe bytes, nothing is kept."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditing.access import restrictions_of
from auditing.recording import record_event
from generation.concealing import conceal
from generation.looking import (
    FORMATS,
    PNG_SIZES,
    File,
    alternative_text,
    description_of,
    picture_of,
)
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.permissions import require_download
from generation.rendering import RenderingError, make_smaller
from generation.svg.source_lines import source_lines
from generation.views.access import find_request, get_request, record_look
from generation.views.pictures import HEADERS

STRIP = (16, 24, 32, 48, 64, 128)  # pixels, side by side under the picture
LARGE_STRIP = (256, 512)
MOST_DIGITS = 9  # of the number of a line


def look_of(user: User, found: SVGGenerationRequest, svg: GeneratedSVG | None) -> dict[str, object]:
    """What `_viewer.html`, `_downloads.html` and `_source.html` show."""
    if svg is None:
        return {}
    return {
        "alternative_text": alternative_text(found, svg),
        "described": description_of(svg),
        "may_download": not restrictions_of(user).no_downloads,
        "png_sizes": PNG_SIZES,
        "strip": STRIP,
        "large_strip": LARGE_STRIP,
    }


@login_required
@require_safe
def download_as(request: HttpRequest, request_id: UUID, form: str) -> HttpResponse:
    """As a file of another format, or for a copy button. Each is an event with its format."""
    found, svg = _find(find_request, request, request_id, action="picture.download")
    size = _size(request.GET, form)
    user: User = request.user  # type: ignore[assignment]
    require_download(user, label=svg._meta.label, resource_id=str(svg.pk))
    try:
        file = FORMATS[form](picture_of(found, svg), size)
    except RenderingError:
        messages.error(request, _cannot_draw())
        return redirect("request", request_id=found.pk)
    context = {"format": form} | ({"size": size} if size else {})
    context |= {"copied": True} if "copy" in request.GET else {}
    record_event(by=user, action="picture.download", resource=svg, context=context)
    return _respond(file)


def _find(
    find: Callable[..., SVGGenerationRequest],
    request: HttpRequest,
    request_id: UUID,
    *,
    action: str,
) -> tuple[SVGGenerationRequest, GeneratedSVG]:
    user: Any = request.user
    found = find(user, request_id, action=action)
    conceal(user, found)
    svg = found.svgs.first()
    if svg is None or not svg.svg_content:
        raise Http404(_("This request has no picture."))
    return found, svg


def _size(query: Mapping[str, str], form: str) -> int:
    """The asked size of a PNG, 0 for the other formats."""
    if form not in FORMATS:
        raise Http404(_("There is no such format."))
    if form != "png":
        return 0
    asked = query.get("size", "512")
    if asked not in map(str, PNG_SIZES):
        raise Http404(_("A PNG is not made in this size."))
    return int(asked)


def _cannot_draw() -> str:
    return _(
        "This picture takes too long to draw here, so it cannot be had in this format. "
        "The SVG itself can be downloaded. It cost nothing."
    )


def _respond(file: File) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.content_type, headers=HEADERS)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "private, no-store"  # the next download is an event, too
    return response


@login_required
@require_safe
def smaller(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What the smaller spelling saves, worked out when somebody looks there.

    A part of the picture's page where scripts run, else a page of its own.
    """
    found, svg = _find(get_request, request, request_id, action="picture.view")
    try:
        made = make_smaller(svg.svg_content)
    except RenderingError:
        made = None
    may_download = not restrictions_of(request.user).no_downloads
    context = {"svg_request": found, "smaller": made, "may_download": may_download}
    name = "_smaller" if request.htmx else "smaller"  # type: ignore[attr-defined]
    return render(request, f"generation/{name}.html", context)


@login_required
@require_safe
def source(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The source with its parts told apart by colour; a few hundred lines at a time."""
    found, svg = _find(find_request, request, request_id, action="picture.source")
    user: User = request.user  # type: ignore[assignment]
    require_download(user, label=svg._meta.label, resource_id=str(svg.pk))
    record_look(user, found, action="picture.source")
    start = request.GET.get("from", "")[:MOST_DIGITS]
    lines, more = source_lines(svg.svg_content, start=int(start) if start.isdecimal() else 0)
    context = {"svg_request": found, "svg": svg, "lines": lines, "more": more}
    name = "_source_lines" if request.htmx else "source"  # type: ignore[attr-defined]
    return render(request, f"generation/{name}.html", context)
