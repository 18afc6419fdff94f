"""The first page: ask for a picture."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from generation.asked_for import whole_prompt
from generation.brief import Brief
from generation.filenames import propose_filename
from generation.forms import SubmitForm
from generation.iterating.blindness import hidden_ones
from generation.models import SVGGenerationRequest
from generation.submitting import drafts
from generation.submitting.notes import errors_of, notes_on
from generation.submitting.wishes import initial_of
from generation.templating.forms import TemplateForm, find_form
from generation.validators import PROMPT
from generation.views.access import tell_who_may_not_submit
from generation.views.composing import context_of, costs_for
from generation.views.listing import own_requests

RECENT = 6


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """The form, and below it the newest pictures. A good submit leads to the request's page."""
    if not request.user.is_authenticated:
        return drafts.ask_to_sign_in(request)
    if told := tell_who_may_not_submit(request):
        return told
    typed = drafts.take(request)
    template = find_form(
        request.POST or typed or request.GET, is_filled=bool(request.POST or typed)
    )
    if "as_words" in (request.POST or request.GET):
        return _as_words(request, template, typed)
    form = SubmitForm(_data(request, template), initial=_initial(request, typed), by=request.user)
    if request.method == "POST" and form.is_valid() and (not template or template.is_valid()):
        session = request.user_session  # type: ignore[attr-defined]
        made = form.submit(by=request.user, session=session, template=template)
        if made is not None:
            return drafts.sent(request, "request", made.pk)
    return _page(request, form, template)


def _page(request: HttpRequest, form: SubmitForm, template: TemplateForm | None) -> HttpResponse:
    user: Any = request.user
    context = {**context_of(request, form, template), "recent": own_requests(user)[:RECENT]}
    status = 422 if form.errors or (template and template.errors) else 200
    return render(request, "generation/submit.html", context, status=status)


def _data(request: HttpRequest, template: TemplateForm | None) -> Any:
    """What was posted; a template's prompt in the place of one that was typed."""
    if request.method != "POST" or template is None:
        return request.POST or None
    data = request.POST.copy()
    data["prompt_text"] = template.prompt
    return data


def _as_words(
    request: HttpRequest, template: TemplateForm | None, typed: dict[str, str]
) -> HttpResponse:
    """The same form again with the template's prompt to be changed by hand."""
    given = typed or {name: str(request.POST[name]) for name in request.POST}
    given.pop("submission_key", None)
    prompt = template.prompt if template else given.get("prompt_text", "")
    form = SubmitForm(initial={**given, "prompt_text": prompt}, by=request.user)
    return _page(request, form, None)


def _initial(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    """What is filled in: what was typed before a sign-in, a request to be asked again, a link."""
    if typed:
        return typed
    again = _own(request, request.GET.get("again", ""))
    if again is not None:
        brief = initial_of(Brief.from_json(again.brief))
        fields = ("filename", "selected_model", "stage_name")
        given = {name: getattr(again, name) for name in fields}
        if hidden_ones([again]):
            given["selected_model"] = ""  # a comparison's, which tells only after the vote
        return {**brief, **given, "prompt_text": whole_prompt(again)}
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
    """What there is to say about the form so far. Posted: no log of addresses has it."""
    user: Any = request.user
    form = SubmitForm(request.POST, by=user)
    template = find_form(request.POST, is_filled=True)
    typed = request.POST.get("prompt_text", "").replace("\r\n", "\n")
    prompt = template.prompt if template else typed
    model = request.POST.get("selected_model", "")
    notes = {"notes": notes_on(user, prompt, model=model)}
    errors = errors_of(form, template, was_refused="refused" in request.POST)
    context = {**notes, **costs_for(request, form, model), "template": template, "errors": errors}
    return render(request, "generation/_checked.html", context)


@login_required
@require_POST
def filename(request: HttpRequest) -> HttpResponse:
    """The file name field again, with a proposal, unless the person has written a name.

    Posted, as in `check`: no log of addresses has the prompt, and it may be of any length.
    """
    given, proposed = request.POST.get("filename", ""), request.POST.get("proposed", "")
    prompt = request.POST.get("prompt_text", "")[: PROMPT.maximum]
    if not given or given == proposed:
        given = proposed = propose_filename(prompt) if prompt.strip() else ""
    form = SubmitForm({"filename": given}, by=request.user)
    return render(request, "generation/_filename.html", {"form": form, "proposed": proposed})
