"""Checks of a stage: begun here, watched, and what they found mended. For admins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from auditing.keyset import Keyset
from auditing.recording import record_event
from generation.models import SnowflakeStage, StageCheck, StageFinding
from generation.permissions import require
from generation.reconciling import services

Kind, State = StageFinding.Kind, StageFinding.State
REMOVES = (Kind.ORPHAN, Kind.KEPT)
MENDABLE = [State.OPEN, State.FAILED]
PAGE_SIZE = 25
# Of what is to be removed, so many are named before one says yes.
NAMED = 20


@login_required
@require_POST
def start(request: HttpRequest, stage_name: str) -> HttpResponse:
    stage = get_object_or_404(SnowflakeStage, pk=stage_name)
    check = services.start_check(by=_user(request), stage=stage)
    return redirect("stage-check", check_id=check.pk)


@login_required
@require_safe
def detail(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """How far it is, what it found, and what becomes of it; the page asks again meanwhile."""
    check = _find(request, check_id)
    is_live = bool(request.htmx)  # type: ignore[attr-defined]
    if not is_live:
        record_event(by=request.user, action="stage.check_view", resource=check)
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = _narrowed(check, request.GET.get("kind", "")).select_related("owner")
    groups = _groups(check)
    context = {
        "check": check,
        "groups": groups,
        "kind": request.GET.get("kind", ""),
        "page": Keyset(found.order_by("kind", "location", "pk")).page(PAGE_SIZE, **cursors),
        "is_busy": not check.is_finished or any(group["busy"] for group in groups),
    }
    name = "_stage_check" if is_live else "stage_check"
    return render(request, f"generation/{name}.html", context)


def _narrowed(check: StageCheck, kind: str) -> QuerySet[StageFinding]:
    found = StageFinding.objects.filter(check_run=check)
    return found.filter(kind=kind) if kind in Kind.values else found


def _groups(check: StageCheck) -> list[dict[str, Any]]:
    """Each kind that was found: how many, how many can be mended, how many are being mended."""
    counted = (
        check.findings.order_by()
        .values("kind")
        .annotate(
            all=Count("pk"),
            left=Count("pk", filter=Q(state__in=MENDABLE)),
            busy=Count("pk", filter=Q(state__in=[State.ASKED, State.WORKING])),
        )
    )
    by_kind = {row["kind"]: row for row in counted}
    return [
        {**by_kind[kind], "label": kind.label, "removes": kind in REMOVES}
        for kind in Kind
        if kind in by_kind
    ]


@login_required
@require_POST
def cancel(request: HttpRequest, check_id: UUID) -> HttpResponse:
    check = _find(request, check_id)
    if not services.cancel_check(by=_user(request), check_id=check.pk):
        messages.info(request, _("It had ended already."))
    return redirect("stage-check", check_id=check.pk)


@login_required
@require_POST
def resume(request: HttpRequest, check_id: UUID) -> HttpResponse:
    check = _find(request, check_id)
    if not services.resume_check(by=_user(request), check_id=check.pk):
        messages.info(request, _("It does not wait for this; perhaps a newer check is under way."))
    return redirect("stage-check", check_id=check.pk)


@login_required
@require_POST
def mend(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """Mend one finding, or all of a kind. Before a file is removed one is asked once more."""
    check = _find(request, check_id)
    wanted = _wanted(request, check)
    removed = wanted.filter(kind__in=REMOVES)
    if removed.exists() and "confirmed" not in request.POST:
        context = {
            "check": check,
            "count": removed.count(),
            "named": removed[:NAMED],
            "asked": request.POST,
        }
        return render(request, "generation/stage_mend.html", context)
    asked = services.ask_fix(by=_user(request), findings=wanted)
    said = ngettext("%(n)s is being mended.", "%(n)s are being mended.", asked) % {"n": asked}
    messages.success(request, said)
    return redirect("stage-check", check_id=check.pk)


def _wanted(request: HttpRequest, check: StageCheck) -> QuerySet[StageFinding]:
    found = check.findings.filter(state__in=MENDABLE)
    kind, one = request.POST.get("kind", ""), request.POST.get("finding", "")
    if kind in Kind.values:
        return found.filter(kind=kind)
    try:
        return found.filter(pk=UUID(one))
    except ValueError:
        return found.none()


def _find(request: HttpRequest, check_id: UUID) -> StageCheck:
    require(_user(request), services.PERMISSION, action="stage.check_view")
    return get_object_or_404(StageCheck.objects.visible_to(request.user), pk=check_id)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
