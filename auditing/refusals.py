"""Refusing, with its event."""

from typing import NoReturn

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied

from auditing.models import AccessEvent
from auditing.recording import record_event


def refuse(
    by: User | AnonymousUser, *, action: str, why: str, label: str = "", resource_id: str = ""
) -> NoReturn:
    """Record a refusal and refuse.

    Raises:
        PermissionDenied: `why`, in plain words.
    """
    denied = AccessEvent.Result.DENIED
    record_event(by=by, action=action, label=label, resource_id=resource_id, result=denied)
    raise PermissionDenied(why)
