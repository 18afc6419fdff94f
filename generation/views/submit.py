"""The first page: ask for a picture."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generation import drafts
from generation.brief import Brief
from generation.filenames import propose_filename
from generation.forms import SubmitForm
from generation.models import SVGGenerationRequest
from generation.notes import notes_on
from generation.validators import PROMPT
from generation.views.composing import context_of, costs_for
from generation.views.listing import own_requests
from generation.wishes import initial_of

RECENT = 6


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """The form, and below it the newest pictures. A good submit leads to the request's page."""
    if not request.user.is_authenticated:
        return drafts.ask_to_sign_in(request)
    form = SubmitForm(request.POST or None, initial=_initial(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        made = form.submit(by=request.user, session=request.user_session)  # type: ignore[attr-defined]
        if made is not None:
            return redirect("request", request_id=made.pk)
    context = {**context_of(request, form), "recent": own_requests(request.user)[:RECENT]}
    status = 422 if form.errors else 200
    return render(request, "generation/submit.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    """What is filled in: what was typed before a sign-in, a request to be asked again, a link."""
    typed = drafts.take(request)
    if typed:
        return typed
    again = _own(request, request.GET.get("again", ""))
    if again is not None:
        brief = initial_of(Brief.from_json(again.brief))
        fields = ("prompt_text", "filename", "selected_model", "stage_name")
        return {**brief, **{name: getattr(again, name) for name in fields}}
    prompt = request.GET.get("prompt", "")[: PROMPT.maximum]
    return {
        "prompt_text": prompt,
        "filename": propose_filename(prompt) if prompt.strip() else "",
        "selected_model": request.GET.get("model", ""),
        "stage_name": request.GET.get("stage", ""),
        "preset": request.GET.get("style", ""),
    }


def _own(request: HttpRequest, key: str) -> SVGGenerationRequest | None:
    try:
        found = SVGGenerationRequest.objects.filter(owner_id=request.user.pk, pk=UUID(key))
    except ValueError:
        return None
    return found.first()


@login_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What there is to say about prompt and model so far. Posted: no log of addresses has it."""
    user: Any = request.user
    prompt = request.POST.get("prompt_text", "").replace("\r\n", "\n")
    model = request.POST.get("selected_model", "")
    notes = {"notes": notes_on(user, prompt, model=model)}
    costs = costs_for(request, SubmitForm(by=user), model)
    return render(request, "generation/_checked.html", {**notes, **costs})


@login_required
@require_safe
def filename(request: HttpRequest) -> HttpResponse:
    """The file name field again, with a proposal, unless the person has written a name."""
    form = SubmitForm(by=request.user)
    given, proposed = request.GET.get("filename", ""), request.GET.get("proposed", "")
    prompt = request.GET.get("prompt_text", "")[: PROMPT.maximum]
    if not given or given == proposed:
        given = proposed = propose_filename(prompt) if prompt.strip() else ""
    form.initial["filename"] = given
    return render(request, "generation/_filename.html", {"form": form, "proposed": proposed})
