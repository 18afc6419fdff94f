"""Purges: how far they are, who approved them, what they took, and their certificates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from auditing.admin.retention.pages import page, tell
from auditing.models import CopyRemoval, RetentionRun
from auditing.recording import record_event
from auditing.retention.approvals import approve_run, cancel_run, may_approve, refuse_run
from auditing.retention.certificate import as_json
from auditing.retention.certificate_pdf import as_pdf
from auditing.retention.clock import ClockWentBack
from auditing.retention.policies import policies_in_force
from auditing.retention.queue import ask_for_purge, nudge

SHOWN = 100
DECIDED = gettext_lazy("It was decided already.")


@require_safe
def purges(request: HttpRequest) -> HttpResponse:
    """The newest first, those that had nothing to do on request; asks again while one is busy."""
    show_all = "all" in request.GET
    worth_it = Q(done_rows__gt=0) | Q(due_rows__gt=0) | Q(state__in=RetentionRun.OPEN)
    found = RetentionRun.objects.all() if show_all else RetentionRun.objects.filter(worth_it)
    runs = list(found[:SHOWN])
    classes = [p for p in policies_in_force().values() if not p.kind.carried_out_by and p.keep_for]
    live = getattr(request, "htmx", False)
    template = "_purges.html" if live else "purges.html"
    return page(
        request,
        template,
        _("Purges"),
        runs=runs,
        classes=classes,
        is_busy=_is_busy(*runs),
        show_all=show_all,
    )


@require_safe
def purge(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One purge, with all that its certificate says."""
    run = get_object_or_404(RetentionRun, pk=run_id)
    user: Any = request.user
    return page(
        request,
        "_purge.html" if getattr(request, "htmx", False) else "purge.html",
        _("Purge: %(what)s") % {"what": run.title},
        run=run,
        is_busy=_is_busy(run),
        may_approve=may_approve(run, user),
        refused=CopyRemoval.objects.filter(run=run, done_at=None).exclude(last_error="")[:50],
        batches=run.batches.count(),
    )


def _is_busy(*runs: RetentionRun) -> bool:
    return any(run.state in (run.State.READY, run.State.RUNNING) for run in runs)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Purge one class now."""
    data_class = request.POST.get("data_class", "")
    if data_class not in policies_in_force():
        raise Http404(_("There is no such policy."))
    by: Any = request.user
    try:
        run = ask_for_purge(by=by, data_class=data_class)
    except ClockWentBack as error:
        tell(request, error)
        return redirect("admin:retention-purges")
    if run is None:
        messages.info(request, _("A purge of this class is open already; it stands in the list."))
        return redirect("admin:retention-purges")
    return redirect("admin:retention-purge", run.pk)


@require_POST
def approve(request: HttpRequest, run_id: UUID) -> HttpResponse:
    by: Any = request.user
    try:
        done = approve_run(by=by, run_id=run_id)
    except PermissionDenied as error:
        tell(request, error)
    else:
        nudge()
        messages.info(request, _("Approved; a worker begins it now.") if done else DECIDED)
    return redirect("admin:retention-purge", run_id)


@require_POST
def refuse(request: HttpRequest, run_id: UUID) -> HttpResponse:
    by: Any = request.user
    done = refuse_run(by=by, run_id=run_id)
    messages.info(request, _("Refused; nothing was deleted.") if done else DECIDED)
    return redirect("admin:retention-purge", run_id)


@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    by: Any = request.user
    done = cancel_run(by=by, run_id=run_id)
    words = _("It stops after its present batch.") if done else _("It had ended already.")
    messages.info(request, words)
    return redirect("admin:retention-purge", run_id)


@require_safe
def pdf(request: HttpRequest, run_id: UUID) -> HttpResponse:
    run = _certified(request, run_id, "pdf")
    return _file(as_pdf(run), "application/pdf", f"certificate-{run.pk}.pdf")


@require_safe
def json(request: HttpRequest, run_id: UUID) -> HttpResponse:
    run = _certified(request, run_id, "json")
    return _file(as_json(run), "application/json", f"certificate-{run.pk}.json")


def _certified(request: HttpRequest, run_id: UUID, form: str) -> RetentionRun:
    """A purge that is over; fetching its certificate is an event."""
    over = RetentionRun.objects.filter(state__in=["completed", "cancelled"])
    run = get_object_or_404(over, pk=run_id)
    by: Any = request.user
    record_event(by=by, action="purge.certificate", resource=run, context={"form": form})
    return run


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
