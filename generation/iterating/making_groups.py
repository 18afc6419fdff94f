"""Children made together: one group, whose sum is judged once."""

from dataclasses import replace
from uuid import UUID, uuid5

from django.contrib.auth.models import User

from auditing.recording import record_event
from generation import budgets, services
from generation.asked_for import whole_prompt
from generation.iterating.parents import inherited_brief, lock, require, whole
from generation.iterating.version_names import version_names
from generation.models import Origin, SVGGenerationRequest, UserSession
from generation.submission import Ancestry
from generation.submitting.model_facts import estimated_cost

# Groups are named after the form that asked for them and what it asked for, so that a form sent
# twice is one group, and the same form with other models another.
_GROUPS = UUID("b1c1a3de-4a43-4d9f-9a53-5b8a3f2f4e11")


def make_together(
    by: User,
    parent: SVGGenerationRequest,
    models: list[str],
    origin: Origin,
    *,
    session: UserSession | None,
    key: str,
) -> UUID:
    """The group of one child for each of `models`; the one that is there where `key` came twice.

    Raises:
        PermissionDenied, ValidationError, OverBudget: as of `services.refine`.
    """
    require(by, parent, models=models, action=f"request.{origin}")
    group = uuid5(_GROUPS, f"{by.pk} {parent.pk} {origin} {key} {' '.join(models)}")
    with whole(by, parent, action=f"request.{origin}"):
        # Locked, so that the second of two clicks sees what the first has made.
        lock(by, parent)
        if not SVGGenerationRequest.objects.filter(owner=by, group=group).exists():
            _make_group(by, parent, models, Ancestry(origin, parent, group), session)
    return group


def _make_group(
    by: User,
    parent: SVGGenerationRequest,
    models: list[str],
    ancestry: Ancestry,
    session: UserSession | None,
) -> None:
    # The sum, once: else the refusal would tell the price of the last one alone.
    budgets.check(budgets.budget_of(by), [estimated_cost(model) for model in models])
    names = version_names(parent, len(models))
    # Drawn anew without the picture, so a wish alone would say nothing.
    prompt = whole_prompt(parent)
    brief = replace(inherited_brief(parent), told_before=())
    varies = ancestry.origin == Origin.VARIATION
    for at, (name, model) in enumerate(zip(names, models, strict=True), start=1):
        services.submit(
            by=by,
            session=session,
            prompt_text=prompt,
            selected_model=model,
            filename=name,
            stage_name=parent.stage_name,
            parameters=parent.parameters,
            brief=replace(brief, variation=f"{at} of {len(models)}" if varies else ""),
            ancestry=ancestry,
        )
    record_event(
        by=by,
        action=f"group.{ancestry.origin}",
        resource=parent,
        context={"group": str(ancestry.group), "count": len(models)},
    )
