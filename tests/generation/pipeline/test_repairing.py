"""A second question, only where the setting allows it, and never a third."""

import pytest
from pytest_django import Settings

from generation import prompts
from generation.models import CortexResponse, Status, SVGGenerationRequest

from .conftest import Run


def answers(request: SVGGenerationRequest) -> list[str]:
    kept = CortexResponse.objects.filter(request=request).order_by("created_at")
    return list(kept.values_list("validation_status", flat=True))


def test_off_by_default(run: Run) -> None:
    request = run(prompt_text="a red house standin notsvg")

    assert answers(request) == ["empty"]


def test_a_poor_answer_is_asked_for_again_and_both_are_on_record(
    run: Run, settings: Settings
) -> None:
    settings.SVG_REPAIR = "once"

    request = run(prompt_text="a red house standin notsvg")

    assert request.status == Status.COMPLETED
    assert answers(request) == ["empty", "valid"]


def test_there_is_no_third_question(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SVG_REPAIR = "once"
    monkeypatch.setattr(prompts, "repair_prompt", lambda **_: "once more standin notsvg")

    request = run(prompt_text="a red house standin notsvg")

    assert (request.status, request.error_code) == (Status.FAILED, "no_picture")
    assert answers(request) == ["empty", "empty"]


def test_a_good_answer_is_not_asked_for_again(run: Run, settings: Settings) -> None:
    settings.SVG_REPAIR = "once"

    assert answers(run()) == ["valid"]


@pytest.mark.parametrize(("repair", "status"), [("off", "partial"), ("once", "valid")])
def test_a_cut_off_answer_still_ends_as_a_picture(
    run: Run, settings: Settings, repair: str, status: str
) -> None:
    settings.SVG_REPAIR = repair

    request = run(prompt_text="a red house standin cutoff")

    assert request.status == Status.COMPLETED
    assert request.svgs.get().validation_status == status
