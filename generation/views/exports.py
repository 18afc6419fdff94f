"""A person's own files: archives of pictures and of their data, made in the background.

Everybody has this page; what admins and managers export from lists stands here, too.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from auditing.exports import delivery, services
from auditing.models import ExportJob

SHOWN = 30


@login_required
@never_cache
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Newest first; the list asks again while something is being written."""
    jobs = list(own_exports(request.user)[:SHOWN])
    context = {"jobs": jobs, "is_busy": any(not job.is_finished for job in jobs)}
    live = request.htmx  # type: ignore[attr-defined]
    return render(request, f"generation/{'_exports' if live else 'exports'}.html", context)


@login_required
@require_safe
def download(request: HttpRequest, job_id: UUID) -> HttpResponseBase:
    by: Any = request.user
    return delivery.hand_over(by=by, jobs=own_exports(by), job_id=job_id)


@login_required
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    by: Any = request.user
    if not own_exports(by).filter(pk=job_id).exists():
        raise Http404(gettext_lazy("There is no such file among yours."))
    if not services.cancel_export(by=by, job_id=job_id):
        messages.info(request, _("It had ended already."))
    return redirect("exports")


def own_exports(user: Any) -> QuerySet[ExportJob]:
    return ExportJob.objects.filter(owner=user).order_by("-created_at")
