"""Roles: which groups there are and what each may do (spec: Access Levels).

user: own data. manager: own data, team figures and retention reports, never prompts. admin: all.
system: temporary resources.
"""

from django.contrib.auth.models import AnonymousUser, User

USER, MANAGER, ADMIN, SYSTEM = "user", "manager", "admin", "system"
ROLES = (USER, MANAGER, ADMIN, SYSTEM)
# Who may open the admin: a manager meets nothing there but the pages for reports.
STAFF_ROLES = (MANAGER, ADMIN)

Actor = User | AnonymousUser


def role_of(user: User) -> str:
    """The strongest role that `user` has; "none" where there is none."""
    if user.is_superuser:
        return ADMIN
    names = set(user.groups.values_list("name", flat=True))
    return next((role for role in (ADMIN, MANAGER, USER, SYSTEM) if role in names), "none")


def sees_everything(user: Actor) -> bool:
    """True for admins: they may read all rows."""
    return user.is_active and user.has_perm("auditing.view_everything")
