"""Going on from a picture: the services that make children of a request.

Only the owner goes on from a picture. Each takes the row of the parent, locks it, and makes its
child or children in one transaction with `services.submit`, which checks and records each.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from auditing.models import AccessEvent
from auditing.recording import record_event
from auditing.refusals import refuse
from generation import budgets, services
from generation.asked_for import all_told, whole_prompt
from generation.brief import Brief
from generation.checking import check_model
from generation.iterating.picture_context import max_tokens_for
from generation.iterating.version_names import version_names
from generation.models import GeneratedSVG, Origin, SVGGenerationRequest, UserSession
from generation.parameters import DEFAULT_MAX_TOKENS
from generation.permissions import require_submit
from generation.submission import Ancestry
from generation.submitting.model_facts import estimated_cost
from generation.svg.recolouring import recolour as recoloured

VARIATIONS = range(2, 7)
COMPARED_MODELS = range(2, 5)
# Groups are named after the form that asked for them and what it asked for, so that a form sent
# twice is one group, and the same form with other models another.
_GROUPS = UUID("b1c1a3de-4a43-4d9f-9a53-5b8a3f2f4e11")


def refine(
    *,
    by: User,
    parent: SVGGenerationRequest,
    wish: str,
    model: str,
    session: UserSession | None = None,
    submission_key: str | None = None,
) -> SVGGenerationRequest:
    """Ask `model` to change the parent's picture as `wish` says.

    Raises:
        PermissionDenied: not their picture, or they may not ask for pictures.
        ValidationError: by field; also where the picture is gone or too large for the model.
        OverBudget: the rest of the month's budget is not enough.
    """
    _require(by, parent, models=[model], action="request.refine")
    with _whole(by, parent, action="request.refine"):
        picture = _locked_picture(by, parent)
        needed = max_tokens_for(picture, check_model(model).answering_model())
        usual = parent.parameters.get("max_tokens", DEFAULT_MAX_TOKENS)
        longer = {"max_tokens": needed} if needed > usual else {}
        given = _inherited(parent)
        # A template gave another prompt; what is changed is still named after all of them.
        given["brief"] = replace(given["brief"], template={}, told_before=all_told(parent))
        return services.submit(
            by=by,
            session=session,
            submission_key=submission_key,
            prompt_text=wish,
            selected_model=model,
            parameters={**parent.parameters, **longer},
            ancestry=Ancestry(Origin.REFINED, parent),
            **given,
        )


def recolour(
    *,
    by: User,
    parent: SVGGenerationRequest,
    colours: Mapping[str, str],
    session: UserSession | None = None,
    submission_key: str | None = None,
) -> SVGGenerationRequest:
    """Save the parent's picture in other colours as a version of its own. No model is asked.

    Args:
        colours: what becomes what, each ``#rrggbb``.

    Raises:
        PermissionDenied, ValidationError: as of `refine`; also where no colour changes.
    """
    _require(by, parent, models=[None], action="request.recolour")
    changes = {old: new for old, new in colours.items() if old != new}
    Brief(recolour=changes).check()
    with _whole(by, parent, action="request.recolour"):
        picture = _locked_picture(by, parent)
        if recoloured(picture, changes) == picture:
            raise ValidationError(_("No colour was changed, so there is nothing to save."))
        given = _inherited(parent)
        given["brief"] = replace(given["brief"], recolour=changes)
        return services.submit(
            by=by,
            session=session,
            submission_key=submission_key,
            prompt_text=parent.prompt_text,
            selected_model=parent.selected_model,
            parameters=parent.parameters,
            ancestry=Ancestry(Origin.RECOLOURED, parent),
            **given,
        )


def vary(
    *,
    by: User,
    parent: SVGGenerationRequest,
    number: int,
    model: str,
    session: UserSession | None = None,
    submission_key: str,
) -> UUID:
    """Ask for the same once more, `number` times; returns the group.

    Raises:
        PermissionDenied, ValidationError: as of `refine`.
    """
    if number not in VARIATIONS:
        raise ValidationError({"number": _("Choose 2 to 6 variations.")})
    return _together(
        by, parent, [model] * number, Origin.VARIATION, session=session, key=submission_key
    )


def compare(
    *,
    by: User,
    parent: SVGGenerationRequest,
    models: Sequence[str],
    session: UserSession | None = None,
    submission_key: str,
) -> UUID:
    """Ask several models for the same; returns the group, in which one votes blind.

    Raises:
        PermissionDenied, ValidationError: as of `refine`.
    """
    chosen = list(dict.fromkeys(models))
    if len(chosen) not in COMPARED_MODELS:
        raise ValidationError({"models": _("Choose 2 to 4 different models.")})
    answering = [check_model(name).answering_model().name for name in chosen]
    if len(set(answering)) < len(answering):
        raise ValidationError({"models": _("Two of these are answered by the same model.")})
    return _together(by, parent, chosen, Origin.COMPARED, session=session, key=submission_key)


def _together(
    by: User,
    parent: SVGGenerationRequest,
    models: list[str],
    origin: Origin,
    *,
    session: UserSession | None,
    key: str,
) -> UUID:
    _require(by, parent, models=models, action=f"request.{origin}")
    group = uuid5(_GROUPS, f"{by.pk} {parent.pk} {origin} {key} {' '.join(models)}")
    with _whole(by, parent, action=f"request.{origin}"):
        # Locked, so that the second of two clicks sees what the first has made.
        _lock(by, parent)
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


def _require(
    by: User, parent: SVGGenerationRequest, *, models: Sequence[str | None], action: str
) -> None:
    """Before the transaction, so that the record of a refusal stays."""
    for model in dict.fromkeys(models):
        require_submit(by, model=model, stage=parent.stage_name, action=action)
    if parent.owner_id != by.pk:
        why = _("Only its owner can go on from a picture. It cost nothing.")
        refuse(by, action=action, why=why, label=parent._meta.label, resource_id=str(parent.pk))


@contextmanager
def _whole(by: User, parent: SVGGenerationRequest, *, action: str) -> Iterator[None]:
    """One transaction; that the budget was not enough is recorded after it is undone."""
    try:
        with transaction.atomic():
            yield
    except budgets.OverBudget:
        denied = AccessEvent.Result.DENIED
        record_event(
            by=by, action=action, resource=parent, result=denied, context={"why": "budget"}
        )
        raise


def _lock(by: User, parent: SVGGenerationRequest) -> None:
    budgets.lock(by)  # the person first, as a retry does: else the two could wait for each other
    if not SVGGenerationRequest.objects.select_for_update().filter(pk=parent.pk).exists():
        raise ValidationError(_("This request has been deleted meanwhile. It cost nothing."))


def _locked_picture(by: User, parent: SVGGenerationRequest) -> str:
    """Raises: ValidationError, where retention has taken it meanwhile or it was never made."""
    _lock(by, parent)
    found = GeneratedSVG.objects.filter(request=parent).values_list("svg_content", flat=True)
    picture: str | None = found.first()
    if not picture:
        raise ValidationError(_("There is no picture to go on from. It cost nothing."))
    return picture


def _inherited(parent: SVGGenerationRequest) -> dict[str, Any]:
    """A child's file name, stage and brief."""
    return {
        "filename": version_names(parent, 1)[0],
        "stage_name": parent.stage_name,
        "brief": inherited_brief(parent),
    }


def inherited_brief(parent: SVGGenerationRequest) -> Brief:
    """The parent's wishes, without what was about that one picture alone."""
    return replace(Brief.from_json(parent.brief), recolour={}, variation="")
