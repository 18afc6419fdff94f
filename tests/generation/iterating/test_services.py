"""Going on from a picture: what a child inherits, who may, twice sent, the parent gone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from auditing.models import AccessEvent
from generation.brief import Brief
from generation.budgets import OverBudget
from generation.iterating import services as iterating
from generation.models import (
    Budget,
    CortexModel,
    GeneratedSVG,
    Origin,
    SnowflakeStage,
    Status,
    SVGGenerationRequest,
)
from generation.submitting.model_facts import estimated_cost
from tests.factories import GeneratedSVGFactory, RequestFactory, SnowflakeStageFactory, UserFactory

MODEL = "claude-sonnet-4-5"
WISH = "make the house blue"


@pytest.fixture
def parent(staff: User, stage: SnowflakeStage) -> SVGGenerationRequest:
    brief = Brief(palette=("#1d4fd7",), detail="simple").as_json()
    request = RequestFactory.create(owner=staff, status=Status.COMPLETED, brief=brief)
    return GeneratedSVGFactory.create(request=request).request


def refine(parent: SVGGenerationRequest, **changes: Any) -> SVGGenerationRequest:
    given = {"by": parent.owner, "wish": WISH, "model": MODEL, **changes}
    return iterating.refine(parent=parent, **given)


def recolour(parent: SVGGenerationRequest, **changes: Any) -> SVGGenerationRequest:
    given = {"by": parent.owner, "colours": {"#ff0000": "#0000ff"}, **changes}
    return iterating.recolour(parent=parent, **given)


def members(group: Any) -> list[SVGGenerationRequest]:
    return list(SVGGenerationRequest.objects.filter(group=group).order_by("filename"))


def test_a_refined_child_inherits_name_stage_and_brief(parent: SVGGenerationRequest) -> None:
    child = refine(parent)

    assert (child.origin, child.parent) == (Origin.REFINED, parent)
    assert (child.prompt_text, child.filename) == (WISH, "house-2")
    assert child.stage_name == parent.stage_name
    assert child.brief == {**parent.brief, "told_before": [parent.prompt_text]}
    assert AccessEvent.objects.filter(action="request.submit", resource_id=str(child.pk)).exists()


def test_a_template_gave_the_parents_prompt_only(parent: SVGGenerationRequest) -> None:
    parent.brief = {"template": {"name": "icon", "version": 1}, "detail": "simple"}
    parent.save()

    assert refine(parent).brief == {"detail": "simple", "told_before": [parent.prompt_text]}


def test_a_changed_picture_is_drawn_anew_by_all_that_was_asked(
    parent: SVGGenerationRequest,
) -> None:
    changed = GeneratedSVGFactory.create(request=refine(parent)).request
    recoloured = GeneratedSVGFactory.create(request=recolour(changed)).request

    for picture in (changed, recoloured):
        (first, _second) = members(
            iterating.vary(
                by=parent.owner, parent=picture, number=2, model=MODEL, submission_key="k"
            )
        )
        assert first.prompt_text == f"A red house under a yellow sun. {WISH.capitalize()}"
        assert "told_before" not in first.brief


def test_versions_are_numbered_through(parent: SVGGenerationRequest) -> None:
    second = refine(parent)
    GeneratedSVGFactory.create(request=second)

    assert refine(second, wish="add a green tree").filename == "house-3"
    assert refine(parent, wish="remove the sun").filename == "house-4"


def test_a_number_that_a_person_gave_is_part_of_the_name(parent: SVGGenerationRequest) -> None:
    parent.filename = "route-66"
    parent.save()

    assert refine(parent).filename == "route-66-2"


@pytest.mark.parametrize("ask", [refine, recolour])
def test_a_form_sent_twice_makes_one_child(ask: Any, parent: SVGGenerationRequest) -> None:
    first, second = ask(parent, submission_key="k"), ask(parent, submission_key="k")

    assert first.pk == second.pk
    assert parent.children.count() == 1


def test_the_same_form_for_another_picture_makes_another_child(
    parent: SVGGenerationRequest,
) -> None:
    other = GeneratedSVGFactory.create(request__owner=parent.owner).request

    assert refine(parent, submission_key="k").pk != refine(other, submission_key="k").pk


@pytest.mark.parametrize("ask", [refine, recolour])
def test_only_the_owner_goes_on_from_a_picture(
    ask: Any, parent: SVGGenerationRequest, admin_user: User
) -> None:
    with pytest.raises(PermissionDenied):
        ask(parent, by=admin_user)

    assert not parent.children.exists()
    assert AccessEvent.objects.get().result == "denied"


def test_who_may_not_submit_cannot_go_on_either(parent: SVGGenerationRequest) -> None:
    parent.owner.groups.clear()
    looker = User.objects.get(pk=parent.owner.pk)

    for ask in (refine, recolour):
        with pytest.raises(PermissionDenied):
            ask(parent, by=looker)
    with pytest.raises(PermissionDenied):
        iterating.vary(by=looker, parent=parent, number=2, model=MODEL, submission_key="k")


@pytest.mark.parametrize("ask", [refine, recolour])
def test_a_picture_that_was_deleted_meanwhile(ask: Any, parent: SVGGenerationRequest) -> None:
    GeneratedSVG.objects.all().delete()

    with pytest.raises(ValidationError, match="no picture to go on from"):
        ask(parent)


def test_a_request_that_was_deleted_meanwhile(parent: SVGGenerationRequest) -> None:
    SVGGenerationRequest.objects.filter(pk=parent.pk).delete()

    with pytest.raises(ValidationError, match="deleted meanwhile"):
        refine(parent)


def test_a_picture_too_large_for_the_model_is_refused_before_anything_is_paid(
    parent: SVGGenerationRequest,
) -> None:
    CortexModel.objects.filter(pk=MODEL).update(max_output_tokens=64)

    with pytest.raises(
        ValidationError, match="too large to be changed by claude-sonnet-4-5"
    ) as told:
        refine(parent)

    assert "It cost nothing" in str(told.value)
    assert not parent.children.exists()


def test_a_large_picture_gets_room_for_its_answer(parent: SVGGenerationRequest) -> None:
    GeneratedSVG.objects.update(svg_content="x" * 15_000)

    assert refine(parent).parameters["max_tokens"] == 14_400


def test_recolouring_keeps_the_colours_in_the_brief_and_asks_no_model(
    parent: SVGGenerationRequest,
) -> None:
    CortexModel.objects.update(is_offered=False)

    child = recolour(parent)

    assert child.origin == Origin.RECOLOURED
    assert child.brief["recolour"] == {"#ff0000": "#0000ff"}
    assert child.asked_model is None


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        ({"#ff0000": "#ff0000"}, "No colour was changed"),
        ({"#00ff00": "#0000ff"}, "No colour was changed"),
        ({"#ff0000": "red"}, "no colour such as"),
        ({"#ff0000": 'red"/><script>'}, "no colour such as"),
    ],
)
def test_colours_that_change_nothing_or_are_none(
    colours: dict[str, str], told: str, parent: SVGGenerationRequest
) -> None:
    with pytest.raises(ValidationError, match=told):
        recolour(parent, colours=colours)

    assert not parent.children.exists()


def test_variations_are_one_group(parent: SVGGenerationRequest) -> None:
    group = iterating.vary(
        by=parent.owner, parent=parent, number=3, model=MODEL, submission_key="k"
    )

    made = members(group)
    assert [child.filename for child in made] == ["house-2", "house-3", "house-4"]
    assert {child.origin for child in made} == {Origin.VARIATION}
    assert {child.prompt_text for child in made} == {parent.prompt_text}
    assert {child.parent for child in made} == {parent}


def test_variations_asked_for_twice_are_made_once(parent: SVGGenerationRequest) -> None:
    groups = {
        iterating.vary(by=parent.owner, parent=parent, number=3, model=MODEL, submission_key="k")
        for _ in range(2)
    }

    assert len(groups) == 1
    assert parent.children.count() == 3


def test_the_same_form_with_another_wish_is_another_group(parent: SVGGenerationRequest) -> None:
    groups = {
        iterating.vary(
            by=parent.owner, parent=parent, number=number, model=model, submission_key="k"
        )
        for number, model in ((2, MODEL), (3, MODEL), (3, "openai-gpt-5"))
    }

    assert len(groups) == 3
    assert parent.children.count() == 8


@pytest.mark.parametrize("number", [0, 1, 7])
def test_no_other_number_of_variations(number: int, parent: SVGGenerationRequest) -> None:
    with pytest.raises(ValidationError):
        iterating.vary(
            by=parent.owner, parent=parent, number=number, model=MODEL, submission_key="k"
        )


def test_one_that_is_refused_leaves_none_of_the_group(parent: SVGGenerationRequest) -> None:
    SnowflakeStage.objects.update(is_available=False)

    with pytest.raises(ValidationError):
        iterating.vary(by=parent.owner, parent=parent, number=2, model=MODEL, submission_key="k")

    assert not parent.children.exists()


def test_models_are_compared_by_the_same_prompt(parent: SVGGenerationRequest) -> None:
    models = [MODEL, "openai-gpt-5"]
    group = iterating.compare(by=parent.owner, parent=parent, models=models, submission_key="k")

    made = members(group)
    assert {child.selected_model for child in made} == set(models)
    assert {child.origin for child in made} == {Origin.COMPARED}
    assert not any(model in child.filename for child in made for model in models)


@pytest.mark.parametrize(
    "models",
    [
        [MODEL],
        [MODEL, MODEL],
        [MODEL, "claude-3-5-sonnet"],  # retired: the first answers for it
        [MODEL, "nobody"],
        [MODEL, "claude-haiku-4-5", "openai-gpt-5", "openai-gpt-5.1", "openai-gpt-5.2"],
    ],
)
def test_what_is_no_comparison(models: list[str], parent: SVGGenerationRequest) -> None:
    with pytest.raises(ValidationError):
        iterating.compare(by=parent.owner, parent=parent, models=models, submission_key="k")


def test_two_people_with_the_same_key_get_groups_of_their_own(
    parent: SVGGenerationRequest,
) -> None:
    other = GeneratedSVGFactory.create(request__owner=UserFactory.create()).request
    groups = {
        iterating.vary(by=each.owner, parent=each, number=2, model=MODEL, submission_key="k")
        for each in (parent, other)
    }

    assert len(groups) == 2


def test_a_group_has_to_fit_into_the_budget_as_a_whole(parent: SVGGenerationRequest) -> None:
    """One would fit, three do not: none is made, and the refusal is on record."""
    one = estimated_cost(MODEL)
    assert one is not None
    Budget.objects.create(person=parent.owner, monthly=2 * one)

    with pytest.raises(OverBudget, match="this costs about"):
        iterating.vary(by=parent.owner, parent=parent, number=3, model=MODEL, submission_key="k")

    assert not parent.children.exists()
    assert AccessEvent.objects.get().result == "denied"


def test_editing_colours_needs_no_budget(parent: SVGGenerationRequest) -> None:
    Budget.objects.create(person=parent.owner, monthly=0)

    assert recolour(parent).estimated_cost is None
    with pytest.raises(OverBudget):
        refine(parent)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_group() -> None:
    SnowflakeStageFactory.create()
    parent = GeneratedSVGFactory.create().request
    together = Barrier(3)

    def click(_: int) -> Any:
        together.wait()
        try:
            return iterating.vary(
                by=User.objects.get(pk=parent.owner.pk),
                parent=parent,
                number=2,
                model=MODEL,
                submission_key="k",
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        groups = set(pool.map(click, range(3)))

    assert len(groups) == 1
    assert parent.children.count() == 2
