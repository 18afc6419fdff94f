"""The stage browser: what lies on each stage, as far as the person may know."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from auditing.access import sees_everything
from auditing.errors import record_exception
from auditing.recording import record_event
from generation import stages
from generation.concealing import conceal_all
from generation.models import SnowflakeStage, SVGGenerationRequest
from generation.permissions import require
from generation.snowflake.errors import SnowflakeError
from generation.snowflake.records import StageFile


@dataclass(frozen=True)
class StagedFile:
    """A file on a stage and the request it came from, where this program put it there."""

    file: StageFile
    request: SVGGenerationRequest | None

    @property
    def name(self) -> str:
        return self.file.name.rsplit("/", 1)[-1]


@login_required
@require_safe
def stage_list(request: HttpRequest) -> HttpResponse:
    return render(request, "generation/stages.html", {"stages": SnowflakeStage.objects.all()})


@login_required
@require_safe
def stage_detail(request: HttpRequest, stage_name: str) -> HttpResponse:
    """The stage's files, of a minute ago at most; `?again` asks Snowflake now.

    Everybody sees their own, admins all.
    """
    stage = get_object_or_404(SnowflakeStage, pk=stage_name)
    user: User = request.user  # type: ignore[assignment]
    try:
        listing = stages.listing(stage, ask_again="again" in request.GET)
        files, as_of, problem = _visible_files(user, listing.files), listing.as_of, ""
    except SnowflakeError as error:
        files, as_of, problem = [], None, str(error)
        record_exception(error, operation="list stage", stage=stage_name)
    record_event(by=user, action="stage.list", resource=stage)
    context = {
        "stage": stage,
        "files": files,
        "as_of": as_of,
        "problem": problem,
        "all": sees_everything(user),
    }
    return render(request, "generation/stage.html", context, status=502 if problem else 200)


def _visible_files(user: User, files: list[StageFile]) -> list[StagedFile]:
    ids = {file.name: request_id_of(file) for file in files}
    wanted = [pk for pk in ids.values() if pk]
    own = SVGGenerationRequest.objects.visible_to(user).in_bulk(wanted)
    conceal_all(user, own.values())
    found = [StagedFile(file, own.get(pk) if (pk := ids[file.name]) else None) for file in files]
    return [file for file in found if file.request or sees_everything(user)]


def request_id_of(file: StageFile) -> UUID | None:
    """The request that a path of the form yyyy/mm/dd/<request id>/<name>.svg belongs to."""
    parts = file.name.split("/")
    try:
        return UUID(parts[3]) if len(parts) == 5 else None
    except ValueError:
        return None


@login_required
@require_POST
def synchronise(request: HttpRequest) -> HttpResponse:
    """Ask Snowflake again which stages there are."""
    user: User = request.user  # type: ignore[assignment]
    require(user, "generation.change_snowflakestage", action="stages.synchronise")
    try:
        found = stages.synchronise(by=user)
        messages.success(request, f"{found} stages found.")
    except SnowflakeError as error:
        record_exception(error, operation="synchronise stages")
        messages.error(request, str(error))
    return redirect("stages")
