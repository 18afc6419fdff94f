"""What is done with several requests at once: a zip, tags, favourites."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from generation.finding import Filters, chosen, marking
from generation.finding.picture_archive import request_archive
from generation.views.history import address_of

LONGEST_QUERY = 2000


@login_required
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """`do` says what; `request` names the ticked ones, or `all` takes what `query` finds."""
    by: Any = request.user
    asked = QueryDict(request.POST.get("query", "")[:LONGEST_QUERY].lstrip("?"))
    filters, verb = Filters.read(asked.dict()), request.POST.get("do", "")
    back = reverse("history") + address_of(filters, asked.get("view", ""))
    try:
        if verb == "zip":
            _archive(request, by, filters)
            return redirect("exports")
        _change(request, by, filters, verb)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back)


def _archive(request: HttpRequest, by: User, filters: Filters) -> None:
    if "all" in request.POST:
        chosen.all_fitting(by, filters)
        request_archive(by=by, filters=filters)
    else:
        request_archive(by=by, ids=_ticked(request, by))


def _change(request: HttpRequest, by: User, filters: Filters, verb: str) -> None:
    change = _CHANGES.get(verb)
    if change is None:
        raise ValidationError(_("Say what to do with them."))
    everything = "all" in request.POST
    keys = chosen.all_fitting(by, filters) if everything else _ticked(request, by)
    number = change(by, keys, request.POST.get("tag", ""))
    said = ngettext("Done for %(number)s request.", "Done for %(number)s requests.", number)
    messages.success(request, said % {"number": number})


def _ticked(request: HttpRequest, by: User) -> list[UUID]:
    texts = request.POST.getlist("request")
    if not texts:
        raise ValidationError(_("Nothing is chosen. Tick some pictures first."))
    return chosen.ticked(by, texts, action="request.choose")


def _tag(by: User, keys: list[UUID], text: str) -> int:
    return marking.add_tags(by=by, requests=keys, tags=marking.clean_tags(text))


_CHANGES: dict[str, Callable[[User, list[UUID], str], int]] = {
    "tag": _tag,
    "favourite": lambda by, keys, _: marking.set_favourite(by=by, requests=keys, favourite=True),
    "unfavourite": lambda by, keys, _: marking.set_favourite(by=by, requests=keys, favourite=False),
}
