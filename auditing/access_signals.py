"""AccessControl follows what is done to accounts elsewhere: shell, admin, createsuperuser.

The events of that are `auditing.signals`'.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, post_migrate, post_save

from auditing import surroundings
from auditing.access import STAFF_ROLES, role_of
from auditing.access_control import access_withdrawn, follow
from auditing.models import AccessControl

FLAGS = {"is_active", "is_staff", "is_superuser"}
DONE = ("post_add", "post_remove", "post_clear")


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(on_user_saved, sender=User, dispatch_uid="auditing.access.user")
    for through in (User.groups.through, User.user_permissions.through):
        m2m_changed.connect(on_relations, sender=through, dispatch_uid=f"auditing.access.{through}")
    last = list(apps.get_app_configs())[-1]
    post_migrate.connect(follow_all, sender=last, dispatch_uid="auditing.access.all")


def on_user_saved(
    instance: User, created: bool, update_fields: frozenset[str] | None, **_: Any
) -> None:
    if update_fields is None or FLAGS & set(update_fields):
        follow(instance)
    # Django keeps a new password there until the save is over. Who knew the old one is out.
    if not created and getattr(instance, "_password", None) is not None:
        access_withdrawn.send(sender=AccessControl, user=instance, by=surroundings.actor())


def on_relations(instance: User | Group, action: str, pk_set: set[int] | None, **_: Any) -> None:
    """Groups of a user, users of a group, or a user's own permissions."""
    if action not in DONE:
        return
    if isinstance(instance, User):
        follow(instance)
        return
    # Who was in a group that is emptied cannot be told afterwards: look at everybody.
    people = User.objects.filter(pk__in=pk_set) if pk_set else User.objects.all()
    for user in people.iterator():
        follow(user)


def follow_all(**_: Any) -> None:
    """Everybody who has no row yet gets one (a post_migrate receiver)."""
    for user in User.objects.filter(access_control=None).iterator():
        if role_of(user) in STAFF_ROLES and not user.is_staff:
            # From before managers had pages in the admin.
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        follow(user)
