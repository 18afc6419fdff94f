"""Handing an export's file over. Each download is an event."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from auditing.exports import files, services
from auditing.exports.sources import may_fetch
from auditing.models import ExportJob
from auditing.models.exports import ExportStatus

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def hand_over(*, by: User, jobs: QuerySet[ExportJob], job_id: object) -> FileResponse:
    """The whole file of one of `jobs`.

    Raises:
        Http404: it is not there, not ready, gone, or not for `by`.
        PermissionDenied: `by` may take no file along.
    """
    job = _ready(by, jobs, job_id)
    if not files.path_of(job).exists():
        raise Http404(_("The file is gone."))
    services.record_download(by=by, job=job)
    return FileResponse(
        files.path_of(job).open("rb"),
        as_attachment=True,
        filename=job.filename,
        content_type=CONTENT_TYPES[job.format],
    )


def manifest_of(*, by: User, jobs: QuerySet[ExportJob], job_id: object) -> HttpResponse:
    """What the file holds, with its SHA-256."""
    job = _ready(by, jobs, job_id)
    try:
        text = files.manifest_of(job).read_bytes()
    except OSError as error:
        raise Http404(_("The file is gone.")) from error
    name = files.manifest_of(job).name
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


def _ready(by: User, jobs: QuerySet[ExportJob], job_id: object) -> ExportJob:
    job = get_object_or_404(jobs, pk=job_id, status=ExportStatus.DONE)
    if not may_fetch(by, job):
        raise Http404(_("This file is its owner's alone."))
    return job
