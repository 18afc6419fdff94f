"""Going on from a picture: the services that make children of a request.

Only the owner goes on from a picture. Each takes the row of the parent, locks it, and makes its
child or children in one transaction with `services.submit`, which checks and records each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from generation import services
from generation.asked_for import all_told
from generation.brief import Brief
from generation.checking import check_model
from generation.iterating.making_groups import make_together
from generation.iterating.parents import inherited, locked_picture, require, whole
from generation.iterating.picture_context import max_tokens_for
from generation.models import Origin, SVGGenerationRequest, UserSession
from generation.parameters import DEFAULT_MAX_TOKENS
from generation.submission import Ancestry
from generation.svg.recolouring import recolour as recoloured

VARIATIONS = range(2, 7)
COMPARED_MODELS = range(2, 5)


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
    require(by, parent, models=[model], action="request.refine")
    with whole(by, parent, action="request.refine"):
        picture = locked_picture(by, parent)
        needed = max_tokens_for(picture, check_model(model).answering_model())
        usual = parent.parameters.get("max_tokens", DEFAULT_MAX_TOKENS)
        longer = {"max_tokens": needed} if needed > usual else {}
        given = inherited(parent)
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
    require(by, parent, models=[None], action="request.recolour")
    changes = {old: new for old, new in colours.items() if old != new}
    Brief(recolour=changes).check()
    with whole(by, parent, action="request.recolour"):
        picture = locked_picture(by, parent)
        if recoloured(picture, changes) == picture:
            raise ValidationError(_("No colour was changed, so there is nothing to save."))
        given = inherited(parent)
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
    return make_together(
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
    return make_together(by, parent, chosen, Origin.COMPARED, session=session, key=submission_key)
