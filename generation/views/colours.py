"""A picture's colours, edited on the page; the result is a version of its own."""

import re
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from generation.brief import MAX_RECOLOURED
from generation.iterating import services as iterating
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.svg import sanitise
from generation.svg.recolouring import colours_of, recolour
from generation.views.access import find_for_owner, get_request, tell_who_may_not_submit
from generation.views.iterate import refuse_others
from generation.views.pictures import HEADERS, find_picture

# As many as anybody will edit by hand, the most frequent ones.
MOST_SHOWN = 32
_CHANGE = re.compile(r"([0-9a-f]{6})-([0-9a-f]{6})")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def colours(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The form. Without JavaScript a button shows the picture as it would be."""
    found = find_for_owner(request.user, request_id, action="request.recolour")  # type: ignore[arg-type]
    if not_owner := refuse_others(request, found):
        return not_owner
    if told := tell_who_may_not_submit(request):
        return told
    svg = find_picture(found)
    changes = _changes(request.POST)
    status = 200
    if request.method == "POST" and "save" in request.POST:
        try:
            return redirect("request", request_id=_save(request, found, changes).pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            status = 422
    context = _context(found, svg, changes, request.POST.get("submission_key") or uuid4().hex)
    return render(request, "generation/colours.html", context, status=status)


@login_required
@require_safe
def preview(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """For `<img>`: the picture with `?c=rrggbb-rrggbb`, one each, as safe as the picture itself."""
    found = get_request(request.user, request_id, action="picture.view")  # type: ignore[arg-type]
    svg = find_picture(found)
    asked = [_CHANGE.fullmatch(change) for change in request.GET.getlist("c")]
    if len(asked) > MAX_RECOLOURED or None in asked:
        return HttpResponseBadRequest("c=rrggbb-rrggbb", content_type="text/plain")
    changes = {f"#{change[1]}": f"#{change[2]}" for change in asked if change}
    safe = sanitise(recolour(svg.svg_content, changes), profile=found.svg_profile)
    return HttpResponse(safe.content.encode(), content_type="image/svg+xml", headers=HEADERS)


def _save(
    request: HttpRequest, found: SVGGenerationRequest, changes: dict[str, str]
) -> SVGGenerationRequest:
    return iterating.recolour(
        by=request.user,  # type: ignore[arg-type]
        parent=found,
        colours=changes,
        session=request.user_session,  # type: ignore[attr-defined]
        submission_key=request.POST.get("submission_key", "")[:64] or None,
    )


def _changes(sent: QueryDict) -> dict[str, str]:
    """What was chosen on the form; the service looks whether they are colours."""
    pairs = zip(sent.getlist("from"), sent.getlist("to"), strict=False)
    return {old.lower(): new.lower() for old, new in pairs if old.lower() != new.lower()}


def _context(
    found: SVGGenerationRequest, svg: GeneratedSVG, changes: dict[str, str], key: str
) -> dict[str, Any]:
    used = colours_of(svg.svg_content)
    told = [f"c={old[1:]}-{new[1:]}" for old, new in changes.items()]
    is_readable = all(_CHANGE.fullmatch(change[2:]) for change in told)
    return {
        "svg_request": found,
        "colours": [(colour, changes.get(colour.colour, colour.colour)) for colour in used][
            :MOST_SHOWN
        ],
        "more": max(0, len(used) - MOST_SHOWN),
        "query": "&".join(told) if is_readable else "",
        "submission_key": key,
        "words": {
            "fill": _("area"),
            "stroke": _("line"),
            "gradient": _("gradient"),
            "shadow": _("shadow"),
            "light": _("light"),
            "background": _("background"),
        },
    }
