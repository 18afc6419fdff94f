"""A request's own page, and another try. `watch` has the live part."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from auditing.retention.disposition import deletes_on
from generation import services
from generation.budgets import OverBudget
from generation.concealing import conceal, is_concealed, opened_for, unquoted
from generation.costs import cost_of
from generation.iterating.blindness import hidden_ones
from generation.iterating.forms import RefineForm
from generation.models import SVGGenerationRequest
from generation.submitting import drafts
from generation.svg import receipt_reasons
from generation.views.access import find_for_owner, find_request, get_request
from generation.views.downloads import look_of
from generation.views.links import SHOWN_BESIDE, links_of
from generation.views.marks import marks_of
from generation.watching.page import Watched, watch
from generation.watching.progress import StageOfWork, stages_of


@login_required
@require_safe
def detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The page; its live part asks `watch.progress` again until the request has ended."""
    found = get_request(request.user, request_id, action="request.view")  # type: ignore[arg-type]
    return to_the_vote(request, found) or page_of(request, found, **_typed_before(request, found))


def _typed_before(request: HttpRequest, found: SVGGenerationRequest) -> dict[str, Any]:
    """The wish that was typed when the sign-in ran out, in its form again."""
    typed = drafts.take(request)
    form = RefineForm(initial=typed, by=request.user, parent=found)
    return {"iterate_forms": [form]} if typed else {}


def to_the_vote(request: HttpRequest, *found: SVGGenerationRequest) -> HttpResponse | None:
    """To the comparison, where its owner has still to choose: these pages tell who drew."""
    own = [one for one in found if one.owner_id == request.user.pk]
    hidden = hidden_ones(own)
    blind = next((one for one in own if one.pk in hidden), None)
    if blind is None or blind.group is None:
        return None
    messages.info(request, _("Choose the best one first; then each has its own page."))
    page = reverse("group", args=[blind.group])
    return HttpResponseClientRedirect(page) if request.htmx else HttpResponseRedirect(page)  # type: ignore[attr-defined]


def page_of(
    request: HttpRequest, found: SVGGenerationRequest, *, status: int = 200, **more: object
) -> HttpResponse:
    """The whole page, also for a form on it that was refused: `more` goes to the template."""
    marks = marks_of(request.user, found)
    context = {**context_of(request, found), "marks": marks, **more}
    return render(request, "generation/request.html", context, status=status)


def context_of(
    request: HttpRequest, found: SVGGenerationRequest, *, watched: Watched | None = None
) -> dict[str, object]:
    """What the page shows, masked where an admin looks at what somebody else wrote."""
    user = request.user
    conceal(user, found)
    shown = {
        "concealed": is_concealed(found),
        "opened": opened_for(user, found),
        "svg_request": found,
    }
    if found.is_finished:
        return shown | _ended(request, found)
    watched = watched or watch(found)
    return shown | {"watched": watched, "stages": _unquoted(watched.stages, found)}


def _unquoted(stages: Iterable[StageOfWork], found: SVGGenerationRequest) -> list[StageOfWork]:
    return [replace(stage, detail=unquoted(stage.detail, found)) for stage in stages]


def _ended(request: HttpRequest, found: SVGGenerationRequest) -> dict[str, object]:
    user = request.user
    svg = conceal(user, found.svgs.first())
    response = conceal(user, found.responses.filter(status="success").first())
    return {
        "svg": svg,
        "response": response,
        "stages": _unquoted(stages_of(found), found),
        "cost": cost_of(found),
        "receipt": receipt_reasons(svg.receipt, gettext) if svg else [],
        "kept": deletes_on(found),
        "picture_kept": deletes_on(svg) if svg else None,
        "not_drawn": response.not_drawn if response else [],
        **links_of(user, svg, most=SHOWN_BESIDE),
        **look_of(user, found, svg),  # type: ignore[arg-type]
    }


@login_required
@require_POST
def retry(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = find_request(request.user, request_id, action="request.retry")  # type: ignore[arg-type]
    session = request.user_session  # type: ignore[attr-defined]
    try:
        again = services.retry(by=request.user, request_id=found.pk, session=session)  # type: ignore[arg-type]
    except OverBudget as error:
        messages.error(request, error.message)
    else:
        if not again:
            messages.info(request, _("Only a failed request can be tried again."))
    return redirect("request", request_id=found.pk)


@login_required
@require_POST
def stage_file(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The owner's choice whether the file on the stage goes with the picture's record."""
    found = find_for_owner(request.user, request_id, action="picture.choose")  # type: ignore[arg-type]
    goes = "goes" in request.POST
    if services.choose_stage_file(by=request.user, request_id=found.pk, goes=goes):  # type: ignore[arg-type]
        messages.success(request, _("Your choice is kept."))
    else:
        messages.error(request, _("Only the picture's owner can choose this."))
    return redirect("request", request_id=found.pk)
