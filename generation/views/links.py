"""Links to a picture: made by its owner, opened by whoever has one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from auditing.access import sees_everything
from auditing.recording import record_event
from generation import links as services
from generation.models import GeneratedSVG, StageLink
from generation.views.access import find_request, get_request
from generation.views.pictures import respond

SHOWN = 20
# On the page of the request; the page of its links has the others.
SHOWN_BESIDE = 4
CHOICES = (
    ("hour", gettext_lazy("one hour")),
    ("day", gettext_lazy("one day")),
    ("week", gettext_lazy("seven days")),
)
# Whoever has the address has the picture: it is kept from other sites, machines and searches.
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def links_of(user: Any, svg: GeneratedSVG | None, *, most: int = SHOWN) -> dict[str, object]:
    """What `_links.html` shows; nothing for whom the picture's links are no business."""
    is_own = svg is not None and svg.owner_id == user.pk
    if svg is None or not (is_own or sees_everything(user)):
        return {}
    found = list(StageLink.objects.filter(svg=svg).select_related("revoked_by")[: most + 1])
    told = {"links": found[:most], "link_choices": CHOICES, "may_make_link": is_own}
    return told | {"are_more_links": most < SHOWN and len(found) > most}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A picture's links. A new one's address is on the answer to POST and on no other page."""
    user: User = request.user  # type: ignore[assignment]
    is_asked = request.method == "POST"
    found = (find_request if is_asked else get_request)(user, request_id, action="link.list")
    svg = found.svgs.first()
    if svg is None and is_asked:
        raise Http404(_("This request has no picture to link to."))
    told = _make(request, svg) if svg and is_asked else {}
    context = {"svg_request": found, "svg": svg, **links_of(user, svg), **told}
    name = "_links" if request.htmx else "links"  # type: ignore[attr-defined]
    return render(
        request, f"generation/{name}.html", context, status=422 if "link_problem" in told else 200
    )


def _make(request: HttpRequest, svg: GeneratedSVG) -> dict[str, str]:
    user: User = request.user  # type: ignore[assignment]
    try:
        _link, text = services.make(by=user, svg=svg, duration=request.POST.get("duration", ""))
    except ValidationError as error:
        return {"link_problem": " ".join(error.messages)}
    return {"link_address": request.build_absolute_uri(reverse("open-link", args=[text]))}


@login_required
@require_POST
def revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    own = StageLink.objects.visible_to(user).filter(pk=link_id)
    link = get_object_or_404(own.select_related("svg"))
    if not services.revoke(by=user, links=own):
        messages.info(request, _("It was revoked already."))
    if request.htmx:  # type: ignore[attr-defined]
        context = {**links_of(user, link.svg), "link_revoked": True}
        return render(request, "generation/_links.html", _about(link, context))
    if link.svg.request_id is None:  # its request was purged before the picture
        return redirect("history")
    return redirect("links", request_id=link.svg.request_id)


def _about(link: StageLink, context: dict[str, object]) -> dict[str, object]:
    return {"svg": link.svg, "svg_request": link.svg.request, **context}


@require_safe
def open_link(request: HttpRequest, text: str) -> HttpResponse:
    """The picture as a file, for whoever has the link: nobody has to sign in."""
    counts = request.method == "GET"
    opening = services.open_link(text, by=request.user, counts=counts)
    if opening.svg is None:
        return _closed(request, opening.why)
    response = respond(opening.svg)
    response["Content-Disposition"] = f'attachment; filename="{opening.svg}"'
    return _kept_private(response)


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    if why == "unknown" and request.user.is_authenticated:
        # Recorded here: the event for any page that is missing would repeat the address.
        record_event(by=request.user, action="link.open", result="denied", context={"why": why})
    status = 404 if why == "unknown" else 410
    response = render(request, "generation/link_closed.html", {"why": why}, status=status)
    return _kept_private(response)


def _kept_private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response[name] = value
    return response
