"""Stage 3, content processing: find the SVG in the answer, make it safe, judge it."""

from generation.pipeline.failures import NoPicture, UnsafePicture
from generation.pipeline.job import Job
from generation.svg import read_answer


def extract_svg(job: Job) -> None:
    """Read the answer into a safe SVG and a receipt of what was changed."""
    job.svg = read_answer(
        job.response.content,
        profile=job.request.svg_profile,
        truncated=job.response.truncated or None,
    )


def validate_content(job: Job) -> None:
    """Keep the judgement on the answer; refuse what gave no picture."""
    status = job.svg.validation_status
    job.response.validation_status = status
    job.response.processing_errors = job.svg.receipt
    job.response.save(update_fields=["validation_status", "processing_errors"])
    if status == "empty":
        raise NoPicture
    if status == "invalid" or not job.svg.content:
        raise UnsafePicture
