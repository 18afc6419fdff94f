"""One more question to the model, where a setting allows it and the first answer was no good."""

from django.conf import settings

from generation import prompts
from generation.models import CortexResponse
from generation.pipeline import ai_processing
from generation.pipeline.content_processing import keep_judgement, read
from generation.pipeline.job import Job
from generation.snowflake.completions import Message
from generation.svg import SVGContent, receipt_lines

# From worst to best, to tell whether a second answer is worth more than the first.
RANK = ("empty", "invalid", "partial", "valid")


def repair_answer(job: Job) -> None:
    """Ask once more, and keep the better of the two answers. Both are paid for and shown."""
    if not (settings.SVG_REPAIR == "once" and _is_poor(job) and not _was_repaired(job)):
        return
    keep_judgement(job.response, job.svg)
    first = (job.response, job.svg)
    job.messages = (*job.messages, *_second_question(job))
    job.response = ai_processing.ask(job)
    job.svg = read(job)
    keep_judgement(job.response, job.svg)
    if _worth(job.svg) < _worth(first[1]):
        job.response, job.svg = first


def _is_poor(job: Job) -> bool:
    return job.svg.validation_status in ("empty", "invalid") or job.response.truncated


def _was_repaired(job: Job) -> bool:
    """A second answer of this attempt is there already."""
    answered = CortexResponse.objects.filter(
        request=job.request, status=CortexResponse.ResponseStatus.SUCCESS
    )
    return answered.count() > 1


def _second_question(job: Job) -> tuple[Message, Message]:
    problems = receipt_lines(job.svg.receipt) or ["there was no picture in it"]
    asked = prompts.repair_prompt(version=job.request.template_version, problems=problems)
    return Message("assistant", job.response.content), Message("user", asked)


def _worth(svg: SVGContent) -> tuple[int, int]:
    cut_off = any(entry["code"] == "cut_off" for entry in svg.receipt)
    return RANK.index(svg.validation_status), -int(cut_off)
