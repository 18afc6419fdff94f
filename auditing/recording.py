"""The one way to write an access event.

Call it inside the transaction of what it records: a failing audit write then fails the action.
"""

from typing import Any

import structlog
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model

from auditing.masking import mask_values
from auditing.models import AccessEvent

Actor = User | AnonymousUser | None

# What the request middleware binds and an event repeats.
CONTEXT_KEYS = ("request_id", "ip")


def record_event(
    *,
    by: Actor,
    action: str,
    resource: Model | None = None,
    label: str = "",
    resource_id: str = "",
    result: str = AccessEvent.Result.ALLOWED,
    context: dict[str, Any] | None = None,
) -> AccessEvent:
    """Write one event and return it.

    Args:
        by: who acted; None for the program itself.
        action: a verb in dotted form, such as ``request.submit``.
        resource: the row acted on; `label` and `resource_id` name it where there is no row.
        context: further facts, JSON-ready; secrets in it are masked.
    """
    if resource is not None:
        label, resource_id = resource._meta.label, str(resource.pk)
    return AccessEvent.objects.create(
        actor_id=str(by.pk) if by is not None and by.pk else "",
        actor_name=by.get_username() if by is not None else "system",
        action=action,
        resource_label=label,
        resource_id=resource_id,
        result=result,
        context=mask_values({**_request_context(), **(context or {})}),
    )


def _request_context() -> dict[str, Any]:
    bound = structlog.contextvars.get_contextvars()
    return {key: str(bound[key]) for key in CONTEXT_KEYS if bound.get(key)}
