"""Many pictures at once: a CSV, a look at each line and at the cost of all, then one click."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from generation.batch.forms import BatchForm
from generation.batch.planning import Plan, plan
from generation.batch.services import submit_batch
from generation.budgets import budget_of
from generation.submitting import drafts
from generation.submitting.keeping import keeping_from_now
from generation.uploads import MAX_UPLOAD_BYTES, is_too_large
from generation.views.access import tell_who_may_not_submit

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """The form; posted, what its lines would do, page by page; with `draw` they are asked.

    With `change` the form comes back with the lines of the table, also with those of a file.
    """
    if not request.user.is_authenticated:
        return drafts.ask_to_sign_in(request)
    if told := tell_who_may_not_submit(request):
        return told
    form = _form(request)
    if "change" in request.POST:
        given = {name: request.POST.get(name, "") for name in form.fields}
        return _page(request, BatchForm(initial=given, by=request.user))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    planned = plan(form.cleaned_data["sheet"], by=request.user, model=_model(form))
    if "draw" in request.POST:
        try:
            return drafts.sent(request, "group", _draw(request, form, planned))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    return _page(request, form, planned)


def _form(request: HttpRequest) -> BatchForm:
    if request.method != "POST":
        return BatchForm(initial=drafts.take(request), by=request.user)
    form = BatchForm(request.POST, request.FILES, by=request.user)
    if is_too_large(request):
        words = _("The file is larger than %s MB. Divide it.") % (MAX_UPLOAD_BYTES // 1024**2)
        form.add_error("file", words)
    return form


def _model(form: BatchForm) -> str:
    return str(form.cleaned_data["selected_model"])


def _draw(request: HttpRequest, form: BatchForm, planned: Plan) -> Any:
    user: Any = request.user
    told = form.cleaned_data
    return submit_batch(
        by=user,
        rows=planned.good,
        stage_name=told["stage_name"],
        key=told["submission_key"],
        session=request.user_session,  # type: ignore[attr-defined]
    )


def _page(request: HttpRequest, form: BatchForm, planned: Plan | None = None) -> HttpResponse:
    user: Any = request.user
    context = {
        "form": form,
        "plan": planned,
        **(_lines(request, planned) if planned else {}),
        "budget": budget_of(user),
        "kept": keeping_from_now(),
        "typed_by": drafts.token_of(user),
        "key": form["submission_key"].value(),
    }
    status = 422 if form.errors else 200
    return render(request, "generation/batch.html", context, status=status)


def _lines(request: HttpRequest, planned: Plan) -> dict[str, Any]:
    """A page of the lines, and where those stand that have an error: (line, its page)."""
    page = Paginator(planned.rows, PAGE_SIZE).get_page(request.POST.get("page"))
    rows = enumerate(planned.rows)
    wrong = [(row.number, at // PAGE_SIZE + 1) for at, row in rows if row.errors]
    return {"page": page, "wrong": wrong}
