"""Is access as it was settled? Finds what was changed around `auditing.access_control`.

Compared are three records of one thing: the account (groups, permissions of its own, flags), the
person's AccessControl with its seal, and the level and restrictions that the newest event of the
service keeps, which the chain holds fast.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User

from auditing.access import ROLE_PERMISSIONS
from auditing.access_control import SETTLES, account_of
from auditing.levels import Level
from auditing.models import AccessControl, AccessEvent

UNBOUND = {"access_level": Level.FULL, "restrictions": {}}


def drift() -> Iterator[str]:
    """One line for each disagreement, as `auditing.verification.register_check` takes them."""
    yield from _groups()
    states = _states_on_record()
    people = User.objects.select_related("access_control").order_by("pk")
    for user in people.prefetch_related("groups", "user_permissions").iterator(chunk_size=1000):
        yield from (f"{user.get_username()}: {fault}" for fault in _of(user, states))


def drift_of(user: User) -> list[str]:
    """The disagreements about one person."""
    return list(_of(user, _states_on_record(user)))


def _groups() -> Iterator[str]:
    """A role's group holds exactly what the role may."""
    for role, declared in sorted(ROLE_PERMISSIONS.items()):
        held = Group.objects.filter(name=role).values_list(
            "permissions__content_type__app_label", "permissions__codename"
        )
        names = {f"{app}.{codename}" for app, codename in held if codename}
        if names != declared:
            changed = ", ".join(sorted(names ^ declared))
            yield f"the group {role} has other permissions than its role: {changed}"


def _states_on_record(user: User | None = None) -> dict[str, Any]:
    """What the newest event of each person says, by the person's key."""
    settled = AccessEvent.objects.filter(
        resource_label=User._meta.label, action__in=SETTLES, result="allowed"
    )
    if user is not None:
        settled = settled.filter(resource_id=str(user.pk))
    rows = settled.order_by("timestamp").values_list("resource_id", "context")
    return {key: context.get("state") for key, context in rows.iterator()}


def _of(user: User, states: dict[str, Any]) -> Iterator[str]:
    control: AccessControl | None = getattr(user, "access_control", None)
    if control is None:
        yield "no access was ever settled"
        return
    for name, value in account_of(user).items():
        if control.account.get(name) != value:
            yield f"{name} is {value}, but was settled as {control.account.get(name)}"
    if not control.is_sealed():
        yield "access was written by something else than this program"
    if _binding(control.state()) != _binding(states.get(str(user.pk)) or UNBOUND):
        yield "level or restrictions are not what the newest event says"


def _binding(state: dict[str, Any]) -> tuple[Any, Any]:
    return state["access_level"], state["restrictions"]
