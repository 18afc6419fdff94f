"""Settling what a person may do. The only writer of AccessControl, groups and flags.

Each change takes the actor as `by`, a reason, and leaves its event in the same transaction.
"""

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from auditing.access import (
    ADMIN,
    NONE,
    ROLE_PERMISSIONS,
    ROLES,
    STAFF_ROLES,
    leaves,
    may_enter,
    permission_type,
    role_of,
)
from auditing.levels import Level, PermissionType, Role
from auditing.models import AccessControl
from auditing.reasons import check_reason
from auditing.recording import record_event
from auditing.refusals import refuse
from auditing.restrictions import Restrictions
from auditing.signals import told_by_caller

PERMISSION = "auditing.change_accesscontrol"

# The events that keep the whole state.
SETTLES = ("access.create", "access.change")

# Sent inside the transaction, with `user` and `by`, where running sessions have to end.
access_withdrawn = Signal()


def create_account(
    *, by: User | None, username: str, role: str, password: str | None = None, reason: str = ""
) -> User:
    """Make an account with one role at the level full; without a password nobody signs in with it.

    Raises:
        PermissionDenied: `by` may not.
        ValidationError: the name is taken or none.
    """
    _require(by, action="access.create")
    user = User(username=username, is_staff=role in STAFF_ROLES)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    with transaction.atomic(), told_by_caller():
        user.save()
        if role != NONE:
            user.groups.add(Group.objects.get(name=role))
        _write(user, by=by, action="access.create", reason=reason)
    return user


def change_access(
    *,
    by: User | None,
    user: User,
    reason: str,
    role: str | None = None,
    level: str | None = None,
    restrictions: Restrictions | None = None,
    is_active: bool | None = None,
) -> AccessControl:
    """Settle a person's access; what is None stays as it is. `by` None is the program itself.

    A level below full takes the superuser's flag away, and so does any role but admin.

    Raises:
        PermissionDenied: `by` may not, or means itself, or a superuser without being one.
        ValidationError: by field: the reason, a restriction, or the last administrator.
    """
    # Outside the transaction, since the event of a refusal has to stay.
    _require(by, action="access.change", about=user)
    reason = check_reason(reason)
    with transaction.atomic():
        return _settle(by, user, reason, role, level, restrictions, is_active)


def _settle(
    by: User | None,
    user: User,
    reason: str,
    role: str | None,
    level: str | None,
    restrictions: Restrictions | None,
    is_active: bool | None,
) -> AccessControl:
    # All administrators' rows in one order: two who demote each other come one after the other.
    list(AccessControl.objects.select_for_update().filter(role=Role.ADMIN).order_by("pk"))
    user = User.objects.select_related("access_control").get(pk=user.pk)
    before = user.access_control.state()
    level = level or user.access_control.access_level
    bound = _bound(level, restrictions, user.access_control)
    active = user.is_active if is_active is None else is_active
    with told_by_caller():
        _apply(user, role or role_of(user), level, active)
    after = _write(
        user,
        by=by,
        action="access.change",
        reason=reason,
        level=level,
        restrictions=bound,
        before=before,
    )
    _keep_an_administrator()
    if _withdraws(before, after.state()):
        access_withdrawn.send(sender=AccessControl, user=user, by=by)
    return after


def _require(by: User | None, *, action: str, about: User | None = None) -> None:
    """The program may; a person needs the permission, and settles neither itself nor above it."""
    if by is None:
        return
    where = {"label": "auth.User", "resource_id": str(about.pk) if about else ""}
    if not may_enter(by) or not by.has_perm(PERMISSION):
        refuse(by, action=action, why=_("Only administrators may change access."), **where)
    if about is not None and about.pk == by.pk:
        why = _("Nobody changes their own access. Ask another administrator.")
        refuse(by, action=action, why=why, **where)
    if about is not None and about.is_superuser and not by.is_superuser:
        refuse(by, action=action, why=_("Only a superuser may change a superuser."), **where)


def _bound(level: str, given: Restrictions | None, control: AccessControl) -> Restrictions:
    """What binds at this level: at restricted something has to, at the others nothing does."""
    if level != Level.RESTRICTED:
        if given not in (None, Restrictions()):
            message = _("Restrictions bind at the level restricted only.")
            raise ValidationError({"access_level": message})
        return Restrictions()
    bound = Restrictions.from_json(control.restrictions) if given is None else given
    if bound == Restrictions():
        raise ValidationError({"access_level": _("Restricted by what? Name a restriction.")})
    return bound


def _apply(user: User, role: str, level: str, is_active: bool) -> None:
    user.groups.remove(*Group.objects.filter(name__in=set(ROLES) - {role}))
    if role != NONE:
        user.groups.add(Group.objects.get(name=role))
    user.is_staff = role in STAFF_ROLES
    user.is_superuser = user.is_superuser and role == ADMIN and level == Level.FULL
    user.is_active = is_active
    user.save(update_fields=["is_staff", "is_superuser", "is_active"])


def _keep_an_administrator() -> None:
    full = AccessControl.objects.filter(
        role=Role.ADMIN, access_level=Level.FULL, user__is_active=True, user__is_staff=True
    )
    if not full.exists():
        raise ValidationError(_("This is the last administrator. Make somebody else one first."))


def _withdraws(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether sessions end: another role, or no way in any more. Levels bind at once anyhow."""
    shut = after["access_level"] == Level.NO_ACCESS or not after["account"]["is_active"]
    return shut or before["role"] != after["role"]


def follow(user: User) -> AccessControl:
    """Bring the row in step with the account's groups and flags, whoever has changed them.

    That change is an event already (`auditing.signals`).
    """
    control = AccessControl.objects.filter(pk=user.pk).first()
    if control is not None and control.account == account_of(user):
        return control
    return write_row(user)


def account_of(user: User) -> dict[str, Any]:
    """What decides beside AccessControl: groups, permissions of one's own, flags."""
    return {
        "groups": sorted(group.name for group in user.groups.all()),
        "permissions": sorted(own.codename for own in user.user_permissions.all()),
        "is_active": user.is_active,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
    }


def _write(
    user: User,
    *,
    by: User | None,
    action: str,
    reason: str,
    level: str | None = None,
    restrictions: Restrictions | None = None,
    before: dict[str, Any] | None = None,
) -> AccessControl:
    """The row and its event, which keeps the whole state, so that a change around us shows."""
    control = write_row(user, level=level, restrictions=restrictions)
    context = {"reason": reason, "before": before, "state": control.state()}
    told = {name: value for name, value in context.items() if value}
    record_event(by=by, action=action, resource=user, context=told, subject_owner=user)
    return control


def write_row(
    user: User, *, level: str | None = None, restrictions: Restrictions | None = None
) -> AccessControl:
    """The row, sealed; whoever calls it records why."""
    control = AccessControl.objects.filter(pk=user.pk).first() or AccessControl(user=user)
    control.user, control.role, control.account = user, role_of(user), account_of(user)
    control.access_level = level or control.access_level
    if restrictions is not None:
        control.restrictions = restrictions.as_json()
    control.permissions = types_left(control.role, control.access_level)
    control.seal = control.right_seal()
    control.save()
    return control


def types_left(role: str, level: str) -> list[str]:
    """The specification's permission types that a role has at a level."""
    held = [name for name in ROLE_PERMISSIONS.get(role, ()) if leaves(level, name)]
    found = {permission_type(name) for name in held}
    return [kind.value for kind in PermissionType if kind in found]
