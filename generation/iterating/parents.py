"""What every child asks of its parent: that it may be, that it is locked, what it hands on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from auditing.models import AccessEvent
from auditing.recording import record_event
from auditing.refusals import refuse
from generation import budgets
from generation.brief import Brief
from generation.iterating.version_names import version_names
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.permissions import require_submit


def require(
    by: User, parent: SVGGenerationRequest, *, models: Sequence[str | None], action: str
) -> None:
    """Before the transaction, so that the record of a refusal stays."""
    for model in dict.fromkeys(models):
        require_submit(by, model=model, stage=parent.stage_name, action=action)
    if parent.owner_id != by.pk:
        why = _("Only its owner can go on from a picture. It cost nothing.")
        refuse(by, action=action, why=why, label=parent._meta.label, resource_id=str(parent.pk))


@contextmanager
def whole(by: User, parent: SVGGenerationRequest, *, action: str) -> Iterator[None]:
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


def lock(by: User, parent: SVGGenerationRequest) -> None:
    budgets.lock(by)  # the person first, as a retry does: else the two could wait for each other
    if not SVGGenerationRequest.objects.select_for_update().filter(pk=parent.pk).exists():
        raise ValidationError(_("This request has been deleted meanwhile. It cost nothing."))


def locked_picture(by: User, parent: SVGGenerationRequest) -> str:
    """Raises: ValidationError, where retention has taken it meanwhile or it was never made."""
    lock(by, parent)
    found = GeneratedSVG.objects.filter(request=parent).values_list("svg_content", flat=True)
    picture: str | None = found.first()
    if not picture:
        raise ValidationError(_("There is no picture to go on from. It cost nothing."))
    return picture


def inherited(parent: SVGGenerationRequest) -> dict[str, Any]:
    """A child's file name, stage and brief."""
    return {
        "filename": version_names(parent, 1)[0],
        "stage_name": parent.stage_name,
        "brief": inherited_brief(parent),
    }


def inherited_brief(parent: SVGGenerationRequest) -> Brief:
    """The parent's wishes, without what was about that one picture alone."""
    return replace(Brief.from_json(parent.brief), recolour={}, variation="")
