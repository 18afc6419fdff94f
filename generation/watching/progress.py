"""A request's steps as a person sees them: what is done, what runs, what is still to come."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from generation.models import PipelineStep, Status, SVGGenerationRequest
from generation.models.requests import ErrorCategory

DRAWING = ("call_cortex", "wait")

# The pipeline's steps, by name, in the words of the page: (label, the steps it stands for).
STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_("Waiting for a worker"), ()),
    (_("Preparing the prompt"), ("validate_session", "set_up_context", "construct_prompt")),
    (_("Drawing"), DRAWING),
    (_("Making it safe"), ("extract_svg", "repair_answer", "validate_content")),
    (
        _("Saving to the stage"),
        ("create_temporary_table", "insert_content", "upload_to_stage", "verify_upload"),
    ),
    (_("Tidying up"), ("drop_temporary_table", "record_success")),
)


# The same, where the picture is edited on the page.
EDITING: tuple[tuple[str, tuple[str, ...]], ...] = (
    STAGES[0],
    (_("Preparing"), ("validate_session", "set_up_place")),
    (_("Changing the colours"), ("recolour_picture",)),
    *STAGES[4:],
)


@dataclass(frozen=True)
class StageOfWork:
    """`state`: todo, now, done, failed or stopped. `milliseconds`: of all steps of this attempt."""

    label: str
    state: str
    milliseconds: float | None
    detail: str = ""
    is_drawing: bool = False


def stages_of(request: SVGGenerationRequest) -> list[StageOfWork]:
    """The stages of the newest attempt."""
    is_waiting = request.status == Status.PENDING
    steps = [] if is_waiting else list(request.steps.all())
    newest = max((step.attempt for step in steps), default=0)
    current = [step for step in steps if step.attempt == newest]
    waiting = _waiting(request)
    known = STAGES if request.asked_model else EDITING
    return [
        waiting,
        *(_stage(gettext(label), names, current, request) for label, names in known[1:]),
    ]


def _waiting(request: SVGGenerationRequest) -> StageOfWork:
    started = request.started_at
    if started is None or request.status == Status.PENDING:
        state = _end(request) if request.status == Status.FAILED else "now"
        return StageOfWork(gettext(STAGES[0][0]), state, None)
    waited = max((started - request.created_at).total_seconds() * 1000, 0)
    return StageOfWork(gettext(STAGES[0][0]), "done", waited)


def _stage(
    label: str, names: tuple[str, ...], steps: list[PipelineStep], request: SVGGenerationRequest
) -> StageOfWork:
    own = [step for step in steps if step.name in names]
    if not own or request.status == Status.PENDING:
        return StageOfWork(label, "todo", None)
    last = own[-1]
    took = sum(step.duration_ms or 0 for step in own)
    detail = last.detail if last.name == "wait" else ""
    return StageOfWork(label, _state(last, names, request), took, detail, names is DRAWING)


def _state(last: PipelineStep, names: tuple[str, ...], request: SVGGenerationRequest) -> str:
    if last.outcome == PipelineStep.Outcome.FAILED:
        return _end(request) if request.status == Status.FAILED else "now"
    is_whole = last.outcome == PipelineStep.Outcome.DONE and last.name == _last_of(names)
    if is_whole or request.status == Status.COMPLETED:
        return "done"
    return _end(request) if request.status == Status.FAILED else "now"


def _end(request: SVGGenerationRequest) -> str:
    """What somebody stopped is no failure."""
    return "stopped" if request.error_category == ErrorCategory.CANCELLED else "failed"


def _last_of(names: tuple[str, ...]) -> str:
    return next(name for name in reversed(names) if name != "wait")
