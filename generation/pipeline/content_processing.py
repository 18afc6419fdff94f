"""Stage 3, content processing: find the SVG in the answer, make it safe, judge it."""

import hashlib

from auditing import caching
from generation.models import CortexResponse
from generation.pipeline.failures import NoPicture, UnsafePicture
from generation.pipeline.job import Job
from generation.svg import POLICY_VERSION, SVGContent, read_answer
from generation.svg.fingerprint import fingerprint


def extract_svg(job: Job) -> None:
    """Read the answer into a safe SVG and a receipt of what was changed."""
    job.svg = read(job)


def read(job: Job) -> SVGContent:
    """The job's answer, read under the request's element profile.

    Reading is a pure function, so a further attempt on a kept answer takes what the last one found.
    """
    content, profile = job.response.content, job.request.svg_profile
    truncated = job.response.truncated or None
    rules = f"{POLICY_VERSION} {profile} {truncated}\n"
    return caching.get_or_load(
        caching.VALIDATION,
        hashlib.sha256((rules + content).encode()).hexdigest(),
        lambda: read_answer(content, profile=profile, truncated=truncated),
    )


def keep_judgement(response: CortexResponse, svg: SVGContent) -> None:
    """Write on the answer what came of it."""
    response.validation_status = svg.validation_status
    response.processing_errors = svg.receipt
    response.save(update_fields=["validation_status", "processing_errors"])


def validate_content(job: Job) -> None:
    """Keep the judgement on the answer; refuse what gave no picture."""
    keep_judgement(job.response, job.svg)
    if job.svg.validation_status == "empty":
        raise NoPicture
    if job.svg.validation_status == "invalid" or not job.svg.content:
        raise UnsafePicture
    job.drawn_by = (job.response.model_used, job.response.answered_by)
    # Here, since the end writes everything in one short transaction.
    job.fingerprint = fingerprint(job.svg.content)
