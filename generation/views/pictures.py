"""The safe bytes of a picture, to look at; `downloads` gives them as files."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.views.access import get_request

# The second wall: even a picture that slipped through could run, load and open nothing. The
# middleware leaves a policy that stands alone.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
}


@login_required
@require_safe
def picture(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """For `<img>`."""
    return respond(_find(request, request_id, action="picture.view"))


def _find(request: HttpRequest, request_id: UUID, *, action: str) -> GeneratedSVG:
    return find_picture(get_request(request.user, request_id, action=action))  # type: ignore[arg-type]


def find_picture(found: SVGGenerationRequest) -> GeneratedSVG:
    """Raises: Http404, where it has none, or none any more."""
    svg: GeneratedSVG | None = found.svgs.first()
    if svg is None:
        raise Http404(_("This request has no picture."))
    return svg


def respond(svg: GeneratedSVG) -> HttpResponse:
    """The safe bytes, behind their own wall of headers."""
    return HttpResponse(svg.svg_content.encode(), content_type="image/svg+xml", headers=HEADERS)
