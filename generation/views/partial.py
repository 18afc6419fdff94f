"""The picture while it is drawn, for `<img>`: safe bytes behind the finished picture's walls."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from generation.models import PartialPicture, Status
from generation.views.access import WATCH, get_request
from generation.views.pictures import HEADERS

# The next one is another, and none of them is the picture.
PARTIAL_HEADERS = {**HEADERS, "Cache-Control": "private, no-store"}


@login_required
@require_safe
def partial(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Looking at somebody else's is on record as watching it. 404 once it is not drawn any more."""
    found = get_request(request.user, request_id, action=WATCH)  # type: ignore[arg-type]
    seen = PartialPicture.objects.filter(request=found, request__status=Status.PROCESSING)
    content = seen.values_list("content", flat=True).first()
    if not content:
        raise Http404("There is nothing to be seen of this picture yet.")
    return HttpResponse(content.encode(), content_type="image/svg+xml", headers=PARTIAL_HEADERS)
