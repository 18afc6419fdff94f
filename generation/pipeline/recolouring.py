"""In place of a model: the parent's picture in the colours that were chosen on the page."""

from generation.brief import Brief
from generation.pipeline.failures import UnsafePicture
from generation.pipeline.input_processing import picture_of_parent
from generation.pipeline.job import Job
from generation.svg import sanitise
from generation.svg.fingerprint import fingerprint
from generation.svg.recolouring import recolour


def recolour_picture(job: Job) -> None:
    """Exchange the colours and make the result safe again, as if it came from a model.

    Everything it needs lies in the database, so that any worker can do it, and do it again.
    """
    parent = picture_of_parent(job.request)
    changes = Brief.from_json(job.request.brief).recolour
    markup = recolour(parent.svg_content, changes)
    job.svg = sanitise(markup, profile=job.request.svg_profile)
    if not job.svg.content:
        raise UnsafePicture
    job.drawn_by = (parent.model_used, parent.answered_by)
    job.fingerprint = fingerprint(job.svg.content)
