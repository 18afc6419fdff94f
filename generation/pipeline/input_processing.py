"""Stage 1, input processing: session, context, prompt."""

from django.core.exceptions import ValidationError

from auditing.access import may_enter
from generation import prompts
from generation.brief import Brief
from generation.checking import check_model
from generation.models import GeneratedSVG, Origin, SVGGenerationRequest, UserSession
from generation.parameters import DEFAULT_MAX_TOKENS
from generation.pipeline.failures import ModelRefused, PictureGone, PictureTooLarge, SessionEnded
from generation.pipeline.job import Job
from generation.snowflake.completions import Message
from generation.snowflake.locations import StageLocation

# Whoever ends a session so may not trust who sits there.
ENDED_FROM_OUTSIDE = (UserSession.EndReason.REVOKED, UserSession.EndReason.ELSEWHERE)


def validate_session(job: Job) -> None:
    """A session that was ended from outside, or an owner who may not enter, gets no picture."""
    session, owner = job.request.session, job.request.owner
    if session is not None and session.end_reason in ENDED_FROM_OUTSIDE:
        raise SessionEnded
    if owner is None or not may_enter(owner):
        raise SessionEnded("The account that asked for this picture is not active any more.")


def set_up_context(job: Job) -> None:
    """Settle which model answers and where the file will lie."""
    try:
        job.model = check_model(job.request.selected_model).answering_model()
    except ValidationError as error:
        raise ModelRefused(" ".join(error.messages)) from error
    set_up_place(job)


def set_up_place(job: Job) -> None:
    """Settle where the file will lie."""
    request = job.request
    job.location = StageLocation(
        request.database, request.schema, request.stage_name, request.stage_path
    )


def construct_prompt(job: Job) -> None:
    """Wrap the person's words in the template that the request names."""
    wanted = int(job.request.parameters.get("max_tokens", DEFAULT_MAX_TOKENS))
    job.max_tokens = min(wanted, job.model.max_output_tokens)
    rules = prompts.system_prompt(
        version=job.request.template_version,
        profile=job.request.svg_profile,
        provider=job.model.provider,
        max_tokens=job.max_tokens,
    )
    job.messages = (
        Message("system", rules),
        Message("user", _question(job)),
    )


def _question(job: Job) -> str:
    """The prompt with its wishes and, where it refines a picture, that picture."""
    request = job.request
    return prompts.user_prompt(
        request.prompt_text,
        wishes=Brief.from_json(request.brief).lines(),
        picture=_picture_to_change(job) if request.origin == Origin.REFINED else "",
    )


def _picture_to_change(job: Job) -> str:
    """Raises: PictureTooLarge, where the model that answers by now can write less."""
    picture = str(picture_of_parent(job.request).svg_content)
    if len(picture) > job.max_tokens * prompts.CHARACTERS_PER_TOKEN:
        raise PictureTooLarge
    return picture


def picture_of_parent(request: SVGGenerationRequest) -> GeneratedSVG:
    """Raises: PictureGone, where retention or its owner has deleted it meanwhile."""
    parent: GeneratedSVG | None = GeneratedSVG.objects.filter(request__children=request).first()
    if parent is None or not parent.svg_content:
        raise PictureGone
    return parent
