"""Asking for a permission where a service needs one: a refusal is an event too."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from auditing.access import may_enter, restrictions_of
from auditing.refusals import refuse
from generation.models import SVGGenerationRequest

SUBMIT = "generation.submit_request"


def require(by: User, permission: str, *, action: str) -> None:
    """Refuse, and record the refusal, where `by` lacks a permission.

    Raises:
        PermissionDenied: in plain words.
    """
    if not may_enter(by) or not by.has_perm(permission):
        refuse(by, action=action, why=_without(permission))


def _without(permission: str) -> str:
    if permission == SUBMIT:
        return _("Your role does not allow this. Ask an administrator for the role user.")
    return _("This is for administrators.")


def require_submit(by: User, *, model: str | None, stage: str, action: str) -> None:
    """Refuse where `by` may not ask for pictures, or not of this model or for this stage.

    Args:
        model: None where none is asked.

    Raises:
        PermissionDenied: in plain words.
    """
    require(by, SUBMIT, action=action)
    bound = restrictions_of(by)
    if model is not None and not bound.allow_model(model):
        why = _("Your account may not use this model. Choose another one.")
        refuse(by, action=action, why=why)
    if not bound.allow_stage(stage):
        why = _("Your account may not use this stage. Choose another one.")
        refuse(by, action=action, why=why)


def require_retry(by: User, found: SVGGenerationRequest | None) -> None:
    """Refuse where `by` may not try this request again; one that is gone needs the role only.

    Raises:
        PermissionDenied: in plain words.
    """
    require(by, SUBMIT, action="request.retry")
    if found is not None:
        model, stage = found.asked_model, found.stage_name
        require_submit(by, model=model, stage=stage, action="request.retry")
    if restrictions_of(by).no_retries:
        why = _("Your account may not try failed requests again.")
        refuse(by, action="request.retry", why=why)


def require_download(by: User, *, label: str, resource_id: str) -> None:
    """Refuse where `by` may look, but take no file along.

    Raises:
        PermissionDenied: in plain words.
    """
    if restrictions_of(by).no_downloads:
        why = _("Your account may look at pictures, but not download them.")
        refuse(by, action="picture.download", why=why, label=label, resource_id=resource_id)
