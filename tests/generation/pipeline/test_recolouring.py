"""A picture edited on the page: the same way onto the stage, but nobody is asked or paid."""

import pytest

from auditing.models import PerformanceMetrics
from generation import transitions
from generation.costs import cost_of
from generation.models import (
    CortexModel,
    CortexResponse,
    GeneratedSVG,
    Origin,
    PipelineStep,
    Status,
    SVGGenerationRequest,
)
from generation.pipeline import ai_processing, runner, storage_processing
from generation.pipeline.job import Job
from generation.watching.progress import stages_of
from tests.factories import GeneratedSVGFactory, RequestFactory

from .conftest import Run
from .test_runner import staged_bytes

CHANGES = {"recolour": {"#ff0000": "#0000ff"}}


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a model was asked")

    monkeypatch.setattr(ai_processing, "complete", fail)


def edited(run: Run, **changes: object) -> SVGGenerationRequest:
    parent = GeneratedSVGFactory.create(answered_by="somebody").request
    given = {"owner": parent.owner, "parent": parent, "brief": CHANGES}
    return run(origin=Origin.RECOLOURED, **{**given, **changes})


def test_the_new_colours_are_on_the_stage_and_cost_nothing(run: Run) -> None:
    request = edited(run)

    svg = GeneratedSVG.objects.get(request=request)
    assert request.status == Status.COMPLETED
    assert 'fill="#0000ff"' in svg.svg_content
    assert staged_bytes(svg) == svg.svg_content.encode()
    assert (svg.model_used, svg.answered_by) == ("claude-sonnet-4-5", "somebody")
    assert not CortexResponse.objects.filter(request=request).exists()
    assert str(cost_of(request)) == "It cost nothing."


def test_its_steps_say_what_was_done(run: Run) -> None:
    request = edited(run)

    names = [step.name for step in PipelineStep.objects.filter(request=request)]
    assert names[:3] == ["validate_session", "set_up_place", "recolour_picture"]
    assert "call_cortex" not in names
    assert [stage.state for stage in stages_of(request)] == ["done"] * 5


def test_no_time_of_a_model_is_measured(run: Run) -> None:
    edited(run)

    names = set(PerformanceMetrics.objects.values_list("metric_name", flat=True))
    assert "generation.total" in names
    assert "generation.model" not in names


def test_no_model_is_needed(run: Run) -> None:
    CortexModel.objects.update(is_offered=False)

    assert edited(run).status == Status.COMPLETED


def test_a_parent_that_is_gone_fails_in_plain_words(run: Run) -> None:
    request = edited(run, parent=None)

    assert (request.status, request.error_code) == (Status.FAILED, "picture_gone")


def test_a_worker_that_dies_after_the_upload_is_made_up_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(job: Job) -> None:
        storage_processing.verify_upload(job)
        raise SystemExit

    steps = (*runner.EDITING_STEPS[:-1], die)
    with monkeypatch.context() as patch:
        patch.setattr(runner, "EDITING_STEPS", steps)
        with pytest.raises(SystemExit):
            edited(run)
    request = SVGGenerationRequest.objects.get(origin=Origin.RECOLOURED)
    assert request.status == Status.PROCESSING
    assert transitions.release_expired(request)

    assert runner.run(request.pk)

    request.refresh_from_db()
    svg = GeneratedSVG.objects.get(request=request)
    assert request.status == Status.COMPLETED
    assert staged_bytes(svg) == svg.svg_content.encode()
    assert cost_of(request).calls == 0


def test_refining_a_picture_that_grew_too_large_is_not_asked(run: Run) -> None:
    parent = GeneratedSVGFactory.create(svg_content="<svg>" + "x" * 20_000).request

    request = run(
        owner=parent.owner, parent=parent, origin=Origin.REFINED, template_version="svg-3"
    )

    assert request.error_code == "picture_too_large"
    assert cost_of(request).calls == 0
    assert RequestFactory._meta.model.objects.filter(parent=parent).count() == 1
