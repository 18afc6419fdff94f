"""The first page: ask for a picture."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from generation.filenames import propose_filename
from generation.forms import SubmitForm
from generation.validators import PROMPT
from generation.views.listing import own_requests

RECENT = 6


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """The form, and below it the newest pictures. A good submit leads to the request's page."""
    form = SubmitForm(request.POST or None, initial=_initial(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        made = form.submit(by=request.user, session=request.user_session)  # type: ignore[attr-defined]
        if made is not None:
            return redirect("request", request_id=made.pk)
    recent = own_requests(request.user)  # type: ignore[arg-type]
    context = {"form": form, "recent": recent[:RECENT], "proposed": form.initial["filename"]}
    status = 422 if form.errors else 200
    return render(request, "generation/submit.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    """What a link may fill in: an example, or a request that is to be changed."""
    prompt = request.GET.get("prompt", "")[: PROMPT.maximum]
    return {
        "prompt_text": prompt,
        "filename": propose_filename(prompt) if prompt.strip() else "",
        "selected_model": request.GET.get("model", ""),
        "stage_name": request.GET.get("stage", ""),
    }


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
