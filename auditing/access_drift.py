"""Is access as it was settled? Finds what was changed around `auditing.access_control`.

Compared are three records of one thing: the account (groups, permissions of its own, flags), the
person's AccessControl with its seal, and the level and restrictions that the newest event of the
service keeps, which the chain holds fast.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_noop as _

from auditing.access import ROLE_PERMISSIONS
from auditing.access_control import SETTLES, account_of
from auditing.kept import keep
from auditing.levels import Level
from auditing.models import AccessControl, AccessEvent

# Its name among the checks of the trail.
CHECK = "access"
# What verification keeps; pages show `said` of it.
OF_WHOM = keep(_("%(who)s: %(what)s"), CHECK)
OTHER_PERMISSIONS = keep(
    _("the group %(role)s has other permissions than its role: %(permissions)s")
)
NEVER_SETTLED = keep(_("no access was ever settled"))
OTHERWISE = keep(_("%(name)s is %(now)s, but was settled as %(then)s"), CHECK)
FOREIGN = keep(_("access was written by something else than this program"))
NOT_ON_RECORD = keep(_("level or restrictions are not what the newest event says"))

UNBOUND = {"access_level": Level.FULL, "restrictions": {}}


def drift() -> Iterator[str]:
    """One line for each disagreement, as `auditing.verification.register_check` takes them."""
    yield from _groups()
    states = _states_on_record()
    people = User.objects.select_related("access_control").order_by("pk")
    for user in people.prefetch_related("groups", "user_permissions").iterator(chunk_size=1000):
        yield from (
            OF_WHOM % {"who": user.get_username(), "what": fault} for fault in _of(user, states)
        )


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
            yield OTHER_PERMISSIONS % {"role": role, "permissions": changed}


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
        yield NEVER_SETTLED
        return
    for name, value in account_of(user).items():
        if control.account.get(name) != value:
            then = control.account.get(name)
            yield OTHERWISE % {"name": name, "now": value, "then": then}
    if not control.is_sealed():
        yield FOREIGN
    if _binding(control.state()) != _binding(states.get(str(user.pk)) or UNBOUND):
        yield NOT_ON_RECORD


def _binding(state: dict[str, Any]) -> tuple[Any, Any]:
    return state["access_level"], state["restrictions"]
