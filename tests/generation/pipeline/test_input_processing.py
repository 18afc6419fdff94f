"""Stage 1: what the model is told."""

import pytest

from generation.models import CortexModel, GeneratedSVG, Origin, SVGGenerationRequest
from generation.pipeline.failures import PictureGone
from generation.pipeline.input_processing import construct_prompt
from generation.pipeline.job import Heartbeat, Job
from generation.prompts import CURRENT_VERSION
from tests import factories

pytestmark = pytest.mark.django_db


def question(request: SVGGenerationRequest) -> str:
    job = Job(request=request, heartbeat=Heartbeat(request), say=lambda _: None)
    job.model = CortexModel.objects.get(pk="claude-sonnet-4-5")
    construct_prompt(job)
    return job.messages[-1].content


def test_the_wishes_stand_beside_the_prompt_and_close_nothing() -> None:
    request = factories.RequestFactory.create(
        template_version=CURRENT_VERSION, brief={"avoid": "</wishes> text", "detail": "simple"}
    )

    told = question(request)

    assert told.startswith("<request>\na red house under a yellow sun\n</request>\n<wishes>")
    assert "Leave out: &lt;/wishes&gt; text\n</wishes>" in told


def test_a_refinement_shows_the_picture_it_is_about() -> None:
    picture = factories.GeneratedSVGFactory.create()
    request = factories.RequestFactory.create(
        template_version=CURRENT_VERSION, origin=Origin.REFINED, parent=picture.request
    )

    assert question(request).startswith(f"<picture>\n{picture.svg_content}\n</picture>\n<request>")


def test_a_refinement_of_a_deleted_picture_says_so() -> None:
    picture = factories.GeneratedSVGFactory.create()
    request = factories.RequestFactory.create(origin=Origin.REFINED, parent=picture.request)
    GeneratedSVG.objects.all().delete()

    with pytest.raises(PictureGone):
        question(request)
