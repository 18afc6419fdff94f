"""The stage browser: what lies on each stage, as far as the person may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from auditing import surroundings
from auditing.access import sees_everything
from auditing.errors import record_exception
from auditing.kept import said
from auditing.recording import record_event
from generation import stages
from generation.browsing import Wish, browse, read_day, request_id_of
from generation.concealing import conceal_all
from generation.links import live_numbers
from generation.models import (
    GeneratedSVG,
    SnowflakeStage,
    StageCheck,
    StageFinding,
    SVGGenerationRequest,
)
from generation.permissions import require
from generation.reconciling.judging import tells_md5
from generation.snowflake.errors import InvalidName, SnowflakeError
from generation.snowflake.records import StageFile

# Differences that nobody has mended yet.
_LEFT = Count(
    "findings",
    filter=~Q(findings__state__in=[StageFinding.State.FIXED, StageFinding.State.SETTLED]),
)


@dataclass(frozen=True)
class StagedFile:
    """A file on a stage, and what the database knows of it where this program put it there."""

    file: StageFile
    request: SVGGenerationRequest | None
    svg: GeneratedSVG | None
    is_own: bool
    has_other_size: bool
    live_links: int = 0

    @property
    def name(self) -> str:
        return self.file.name.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        return self.file.name.rpartition("/")[0]


@login_required
@require_safe
def stage_list(request: HttpRequest) -> HttpResponse:
    found = list(SnowflakeStage.objects.all())
    for stage in found:
        # A few stages, each with one look into an index; no line for whom checks are not.
        stage.last_check = _last_check(request.user, stage)  # type: ignore[attr-defined]
    return render(request, "generation/stages.html", {"stages": found})


def _last_check(user: Any, stage: SnowflakeStage) -> StageCheck | None:
    checks = StageCheck.objects.visible_to(user).filter(stage_name=stage.pk).defer("batches")
    last: StageCheck | None = checks.annotate(finding_count=_LEFT).first()
    return last


@login_required
@require_safe
def stage_detail(request: HttpRequest, stage_name: str) -> HttpResponse:
    """The stage's files, of a minute ago at most; `?again` asks Snowflake now.

    Everybody sees their own, admins all.
    """
    stage = get_object_or_404(SnowflakeStage, pk=stage_name)
    user: User = request.user  # type: ignore[assignment]
    wish, files, page, problem, status = _wish(request), [], None, "", 200
    try:
        page = browse(user, stage, wish, ask_again="again" in request.GET)
        files = _rows(user, stage, page.files)
    except InvalidName:
        problem, status = _("A folder's name has letters, digits, dots, - and _ only."), 422
    except SnowflakeError as error:
        problem, status = str(error), 502
        record_exception(error, operation="list stage", stage=stage_name)
    record_event(by=user, action="stage.list", resource=stage)
    context = {
        "stage": stage,
        "wish": wish,
        "page": page,
        "files": files,
        "problem": problem,
        "is_refused": status == 422,
        "all": sees_everything(user),
        "older": _address(request, page.older) if page and page.older else "",
        "check": _last_check(user, stage),
    }
    return render(request, "generation/stage.html", context, status=status)


def _wish(request: HttpRequest) -> Wish:
    asked = {name: request.GET.get(name, "").strip()[:255] for name in ("name", "folder", "before")}
    return Wish(day=read_day(request.GET.get("day", "")), **asked)


def _address(request: HttpRequest, older: str) -> str:
    query = request.GET.copy()
    query["before"] = older
    query.pop("again", None)
    return f"?{query.urlencode()}"


def _rows(user: User, stage: SnowflakeStage, files: Iterable[StageFile]) -> list[StagedFile]:
    """With their requests: other people's are there for whom `visible_to` lets see them."""
    ids = {file.name: request_id_of(file) for file in files}
    wanted = [pk for pk in ids.values() if pk]
    requests = SVGGenerationRequest.objects.visible_to(user).select_related("owner")
    known = requests.in_bulk(wanted)
    light = GeneratedSVG.objects.only("request", "file_size", "stage_path")
    svgs = {svg.request_id: svg for svg in light.filter(request__in=known)}
    conceal_all(user, known.values())
    live = live_numbers(svgs.values())
    rows = [_row(user, stage, file, known.get(ids[file.name]), svgs, live) for file in files]
    return [row for row in rows if row.request or sees_everything(user)]


def _row(
    user: User,
    stage: SnowflakeStage,
    file: StageFile,
    request: SVGGenerationRequest | None,
    svgs: dict[Any, GeneratedSVG],
    live: dict[Any, int],
) -> StagedFile:
    svg = svgs.get(request.pk) if request else None
    if svg and not svg.stage_path.endswith(f"/{file.name}"):
        svg = None  # another file in the request's folder
    differs = bool(svg and tells_md5(stage.encryption) and svg.file_size != file.size)
    is_own = bool(request and request.owner_id == user.pk)
    return StagedFile(file, request, svg, is_own, differs, live.get(svg.pk, 0) if svg else 0)


def _not_asked(error: SnowflakeError) -> str:
    """What happened and what to do, the cost, and what an administrator finds it by."""
    told = _("Nothing was changed, and it cost nothing. Reference: %(id)s")
    return f"{said(str(error))} {told % {'id': surroundings.request_id()}}"


@login_required
@require_POST
def synchronise(request: HttpRequest) -> HttpResponse:
    """Ask Snowflake again which stages there are."""
    user: User = request.user  # type: ignore[assignment]
    require(user, "generation.change_snowflakestage", action="stages.synchronise")
    try:
        found = stages.synchronise(by=user)
        words = ngettext("%(n)s stage found.", "%(n)s stages found.", found) % {"n": found}
        messages.success(request, words)
    except SnowflakeError as error:
        record_exception(error, operation="synchronise stages")
        messages.error(request, _not_asked(error))
    return redirect("stages")
