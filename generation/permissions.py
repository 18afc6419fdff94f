"""Asking for a permission where a service needs one: a refusal is an event too."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from auditing.models import AccessEvent
from auditing.recording import record_event


def require(by: User, permission: str, *, action: str) -> None:
    """Refuse, and record the refusal, where `by` lacks a permission.

    Raises:
        PermissionDenied: in plain words.
    """
    if by.is_active and by.has_perm(permission):
        return
    record_event(by=by, action=action, result=AccessEvent.Result.DENIED)
    raise PermissionDenied("Your role does not allow this. Ask an administrator for the role user.")
