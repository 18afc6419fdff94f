"""The one way to write an access event.

Call it inside the transaction of what it records: a failing audit write then fails the action.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model

from auditing import surroundings
from auditing.chain.canonical import plain
from auditing.masking import mask_values
from auditing.models import AccessEvent

Actor = User | AnonymousUser | None

# Context under these names is somebody's personal data: kept apart, so that it can be erased.
PERSONAL = frozenset({"ip", "user_agent", "username", "email"})


def record_event(
    *,
    by: Actor,
    action: str,
    resource: Model | None = None,
    label: str = "",
    resource_id: str = "",
    result: str = AccessEvent.Result.ALLOWED,
    context: dict[str, Any] | None = None,
    subject_owner: User | int | str | None = None,
    on_behalf_of: User | None = None,
) -> AccessEvent:
    """Write one event at the end of the chain and return it.

    Args:
        by: who acted; None for the program itself.
        action: a verb in dotted form, such as ``request.submit``.
        resource: the row acted on; `label` and `resource_id` name it where there is no row.
        context: further facts, JSON-ready; secrets in it are masked. What stands under one of the
            names in `PERSONAL` goes to the event's `personal` facts.
        subject_owner: whose data it is about, a User or its key; `resource.owner` where it has one.
        on_behalf_of: the account acted for. It becomes the event's actor, `by` the real one.
    """
    if resource is not None:
        label, resource_id = resource._meta.label, str(resource.pk)
        subject_owner = subject_owner or getattr(resource, "owner_id", None)
    facts = mask_values({**surroundings.facts(), **(context or {})})
    event = AccessEvent(
        action=plain(action, 64),
        resource_label=plain(label, 100),
        resource_id=plain(str(resource_id), 255),
        result=result,
        request_id=plain(surroundings.request_id(), 64),
        subject_owner_id=_id(subject_owner),
        context={key: value for key, value in facts.items() if key not in PERSONAL},
        personal={key: value for key, value in facts.items() if key in PERSONAL},
        **_actors(by, on_behalf_of),
    )
    event.save()
    surroundings.note(event)
    return event


def _actors(by: Actor, on_behalf_of: User | None) -> dict[str, str]:
    actor, real = (on_behalf_of, by) if on_behalf_of is not None else (by, None)
    operator = surroundings.operator()
    return {
        "actor_id": _id(actor),
        "actor_name": _name(actor) if actor is not None else operator or "system",
        "real_actor_id": _id(real),
        "real_actor_name": _name(real) if real is not None else operator if actor else "",
    }


def _id(person: Actor | int | str) -> str:
    key = person.pk if isinstance(person, User | AnonymousUser) else person
    return "" if key is None else str(key)


def _name(person: User | AnonymousUser) -> str:
    return plain(person.get_username(), 150)
