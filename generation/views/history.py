"""A person's own requests: searched, filtered, as a gallery or a list. The address says it all."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from generation.finding import Choices, Filters, choices_of, fitting, marking, page_of
from generation.iterating.blindness import hidden_ones
from generation.models import Status
from generation.models.requests import Origin
from generation.views.listing import own_requests

PAGE_SIZE = 20
# Of a tile; the request's own page has them all.
MOST_TAGS_SHOWN = 4
LIST = "list"
VIEWS = {"": gettext_lazy("Gallery"), LIST: gettext_lazy("List")}

Address = Callable[[Filters], str]


class Chip(NamedTuple):
    """One filter that is set, and the address without it."""

    label: Any
    value: str
    without: str


class Span(NamedTuple):
    """Some days that can be chosen by one click."""

    label: str
    is_chosen: bool
    address: str


@login_required
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Own requests that fit the address, newest first; htmx asks for the part below the form."""
    user: Any = request.user
    filters = Filters.read(request.GET)
    address = partial(address_of, view=request.GET.get("view", ""))
    choices = choices_of(user)
    whole = own_requests(user).prefetch_related("tags")
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = page_of(fitting(user, filters), whole, PAGE_SIZE, **cursors)
    context = {
        "page": page,
        "hidden": hidden_ones(page.rows),
        "filters": filters,
        "address": address(filters),
        "views": [(view, label, address_of(filters, view)) for view, label in VIEWS.items()],
        "view": address.keywords["view"] if address.keywords["view"] in VIEWS else "",
        "choices": choices,
        "other_preset": "" if filters.preset in dict(choices.presets) else filters.preset,
        "statuses": Status.choices,
        "origins": Origin.choices,
        "has_more": bool(filters.since or filters.until or filters.origin),
        "chips": chips_of(filters, choices, address),
        "spans": spans(timezone.localdate(), filters, address),
        "may_mark": user.has_perm(marking.PERMISSION),
        "longest_tag": marking.LONGEST,
        "tags_shown": f":{MOST_TAGS_SHOWN}",
        "tags_left_out": f"{MOST_TAGS_SHOWN}:",
    }
    return _answer(request, context)


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    htmx = request.htmx  # type: ignore[attr-defined]
    if not htmx or htmx.history_restore_request:
        return render(request, "generation/history.html", context)
    response = render(request, "generation/_found.html", context)
    return push_url(response, request.path + context["address"])


def address_of(filters: Filters, view: str = "") -> str:
    """The part from the question mark on; one question mark alone where nothing is asked."""
    parts = [filters.as_query(), f"view={LIST}" if view == LIST else ""]
    return "?" + "&".join(part for part in parts if part)


def chips_of(filters: Filters, choices: Choices, address: Address) -> list[Chip]:
    """What is set, in words; the two ends of a time are one chip."""
    chips = [
        Chip(_LABELS[field], _words(field, value, choices), address(filters.without(field)))
        for field, value in filters.asked()
        if field in _LABELS
    ]
    if filters.since or filters.until:
        without = address(filters.without("since", "until"))
        chips.append(Chip(_("Made"), _days(filters.since, filters.until), without))
    return chips


_LABELS = {
    "words": gettext_lazy("Words"),
    "model": gettext_lazy("Model"),
    "status": gettext_lazy("Status"),
    "preset": gettext_lazy("Style"),
    "tag": gettext_lazy("Tag"),
    "favourite": gettext_lazy("Favourites"),
    "origin": gettext_lazy("Kind"),
    "group": gettext_lazy("Asked for together"),
}


def _words(field: str, value: Any, choices: Choices) -> str:
    if field in ("favourite", "group"):
        return ""
    if field == "status":
        return str(Status(value).label)
    if field == "origin":
        return str(Origin(value).label)
    return str(dict(choices.presets).get(value, value) if field == "preset" else value)


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        day = _day(first or last)
        return _("since %s") % day if first else _("until %s") % day
    return _day(first) if first == last else f"{_day(first)} – {_day(last)}"


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def spans(today: date, filters: Filters, address: Address) -> list[Span]:
    """Times to choose by one click; the one that is chosen leads back to all."""
    month = today.replace(day=1)
    last_month = month - timedelta(days=1)
    known = {
        _("Today"): (today, today),
        _("Last 7 days"): (today - timedelta(days=6), today),
        _("This month"): (month, today),
        _("Last month"): (last_month.replace(day=1), last_month),
        _("This year"): (today.replace(month=1, day=1), today),
    }
    now = (filters.since, filters.until)
    other = filters.without("since", "until")
    return [
        Span(label, days == now, address(other if days == now else other.between(*days)))
        for label, days in known.items()
    ]
