"""Roles and levels: which there are, what each leaves, and whether a person may come in at all.

user: own data. manager: own data, team figures and retention reports, never prompts. admin: all.
system: temporary resources.

What a role may do is declared by `generation.roles`. What a level leaves of it:

    full        all of it                        restricted  all of it, within the restrictions
    limited     own data, no admin               no_access   nothing: signed out at once
    read_only   looking and downloading

`auditing.backends.AccessBackend` applies it to every `has_perm`, and so to every page and service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from auditing.levels import Level, PermissionType
from auditing.restrictions import Restrictions

if TYPE_CHECKING:
    # The models ask this module who sees what.
    from auditing.models import AccessControl

USER, MANAGER, ADMIN, SYSTEM, NONE = "user", "manager", "admin", "system", "none"
ROLES = (USER, MANAGER, ADMIN, SYSTEM)
# Who may open the admin: a manager meets nothing there but the pages for reports.
STAFF_ROLES = (MANAGER, ADMIN)

Actor = User | AnonymousUser

# role → permissions, as app_label.codename; `declare_roles` fills it.
ROLE_PERMISSIONS: dict[str, frozenset[str]] = {}


def declare_roles(permissions: Mapping[str, Sequence[str]]) -> None:
    """Say what each role may do (called once, when the apps are ready)."""
    ROLE_PERMISSIONS.update({role: frozenset(names) for role, names in permissions.items()})


def role_of(user: User) -> str:
    """The strongest role that `user` has; "none" where there is none."""
    if user.is_superuser:
        return ADMIN
    names = set(user.groups.values_list("name", flat=True))
    return next((role for role in (ADMIN, MANAGER, USER, SYSTEM) if role in names), NONE)


def control_of(user: Actor) -> AccessControl | None:
    """The person's row; None for whom nobody has let in."""
    return getattr(user, "access_control", None) if user.is_authenticated else None


def restrictions_of(user: Actor) -> Restrictions:
    """What binds the person beyond the role; nothing at any level but restricted."""
    control = control_of(user)
    if control is None or control.access_level != Level.RESTRICTED:
        return Restrictions()
    return Restrictions.from_json(control.restrictions)


def may_enter(user: Actor) -> bool:
    """Whether the person may be here at all: active, not shut out, not expired.

    A superuser below the level full contradicts itself, and stays outside until it is settled.
    """
    control = control_of(user)
    if control is None or not user.is_active or control.access_level == Level.NO_ACCESS:
        return False
    if user.is_superuser and control.access_level != Level.FULL:
        return False
    until = restrictions_of(user).until
    return until is None or timezone.now() < until


def leaves(level: str, permission: str) -> bool:
    """Whether `level` leaves a role this permission."""
    if level == Level.NO_ACCESS:
        return False
    if level == Level.LIMITED:
        return permission in ROLE_PERMISSIONS.get(USER, ())
    return level != Level.READ_ONLY or permission_type(permission) == PermissionType.READ


def permission_type(permission: str) -> PermissionType:
    """Which of the specification's five types a permission (app_label.codename) belongs to."""
    app_label, _, codename = permission.partition(".")
    if codename.startswith("view_"):
        return PermissionType.READ
    if app_label == "auth" or codename.endswith("_accesscontrol"):
        return PermissionType.ADMIN
    if app_label == "django_q":
        return PermissionType.DEVELOPMENT
    writes = codename.startswith(("add_", "change_", "delete_"))
    return PermissionType.WRITE if writes else PermissionType.EXECUTE


def sees_everything(user: Actor) -> bool:
    """True for admins: they may read all rows."""
    return may_enter(user) and user.has_perm("auditing.view_everything")
