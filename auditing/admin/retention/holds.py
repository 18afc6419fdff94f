"""Legal holds: what is held and by which matter; placing and lifting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from auditing.admin.retention.forms import HoldForm
from auditing.admin.retention.pages import page, tell
from auditing.humane import grouped
from auditing.models import LegalHold
from auditing.retention.holds import count_held, lift_hold, place_hold

SHOWN, PAGE_SIZE = 200, 20


@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """All matters, the active ones first, and a form for another."""
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        try:
            hold = place_hold(by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            rows = sum(count_held(hold).values())
            words = ngettext(
                "%(matter)s: %(rows)s row is kept from now on, and all that fit later.",
                "%(matter)s: %(rows)s rows are kept from now on, and all that fit later.",
                rows,
            )
            messages.success(request, words % {"matter": hold.matter, "rows": grouped(rows)})
            return redirect("admin:retention-holds")
    newest = list(LegalHold.objects.all()[:SHOWN])
    shown = Paginator(newest, PAGE_SIZE).get_page(request.GET.get("page"))
    listed = [(hold, _counts(hold)) for hold in shown]
    return page(request, "holds.html", _("Legal holds"), form=form, listed=listed, page=shown)


def _counts(hold: LegalHold) -> list[tuple[str, int]]:
    counted = count_held(hold) if hold.is_active else {}
    return [(title, rows) for title, rows in counted.items() if rows]


@require_POST
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    by: Any = request.user
    try:
        lifted = lift_hold(by=by, hold_id=hold_id, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        tell(request, error)
    else:
        words = _("The hold is lifted: what is due goes at the next purge.")
        messages.info(request, words if lifted else _("It was lifted already."))
    return redirect("admin:retention-holds")
