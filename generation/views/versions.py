"""Two versions of a picture side by side, and what differs: for the eye and in the wishes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditing import caching
from generation.concealing import conceal, is_concealed
from generation.iterating.versions import changes_between
from generation.models import SVGGenerationRequest
from generation.rendering import Difference, RenderingError, visual_difference
from generation.views.access import get_request
from generation.views.pictures import find_picture
from generation.views.requests import to_the_vote

SIZE = 512  # pixels a side


@login_required
@require_safe
def compare_two(request: HttpRequest, request_id: UUID, other_id: UUID) -> HttpResponse:
    """The page; the older one stands first, whatever the address says."""
    one, two = _find(request, request_id, other_id, action="request.view")
    if answer := to_the_vote(request, one, two):
        return answer
    changes = changes_between(one, two)
    conceal(request.user, one)
    conceal(request.user, two)
    concealed = is_concealed(one) or is_concealed(two)
    context = {
        "first": one,
        "second": two,
        "share": _percent(one, two),
        "changes": [] if concealed else changes,
        "concealed": concealed,
    }
    return render(request, "generation/versions.html", context)


@login_required
@require_safe
def difference(request: HttpRequest, request_id: UUID, other_id: UUID) -> HttpResponse:
    """For `<img>`: the newer picture, pale, with what differs marked."""
    found = _difference(*_find(request, request_id, other_id, action="picture.view"))
    if found is None:
        raise Http404(_("These two cannot be compared."))
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return HttpResponse(found.png, content_type="image/png", headers=headers)


def _find(
    request: HttpRequest, request_id: UUID, other_id: UUID, *, action: str
) -> tuple[SVGGenerationRequest, SVGGenerationRequest]:
    """Raises: Http404, where one is not theirs or has no picture."""
    both = [get_request(request.user, key, action=action) for key in (request_id, other_id)]  # type: ignore[arg-type]
    one, two = sorted(both, key=lambda found: (found.created_at, str(found.pk)))
    for found in (one, two):
        find_picture(found)
    return one, two


def _percent(one: SVGGenerationRequest, two: SVGGenerationRequest) -> float | None:
    """The figure alone is cached: a drawing would outlive the pictures that it shows."""
    digests = "-".join(find_picture(found).sha256 for found in (one, two))
    share: float | None = caching.get_or_load(
        caching.DATA, f"difference-{digests}-{SIZE}", lambda: _share(_difference(one, two))
    )
    return None if share is None else 100 * share


def _share(found: Difference | None) -> float | None:
    return None if found is None else found.share


def _difference(one: SVGGenerationRequest, two: SVGGenerationRequest) -> Difference | None:
    """None where one of them cannot be drawn in the time that one may take."""
    first, second = (find_picture(found).svg_content for found in (one, two))
    try:
        return visual_difference(first, second, size=SIZE)
    except RenderingError:
        return None
