"""Events of what Django writes by itself: accounts, groups, permissions, schedules, admin changes.

Each is written in the transaction of the change, whoever makes it: a page, a command or a shell.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django_q.models import Schedule

from auditing import surroundings
from auditing.preferences import canonical
from auditing.recording import record_event

# What of an account decides over access; only names are told, never values. The password last: what
# stands after that word is masked.
ACCOUNT_FIELDS = ("username", "email", "is_active", "is_staff", "is_superuser", "password")
ACCESS = {
    User.groups.through: "groups",
    User.user_permissions.through: "permissions",
    Group.permissions.through: "permissions",
}
_VERBS = {ADDITION: "admin.add", CHANGE: "admin.change", DELETION: "admin.delete"}
_M2M = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}

_told_by_caller: ContextVar[bool] = ContextVar("audit_told_by_caller", default=False)


@contextmanager
def told_by_caller() -> Iterator[None]:
    """Inside, the caller records one event for all it changes, instead of one for each row."""
    token = _told_by_caller.set(True)
    try:
        yield
    finally:
        _told_by_caller.reset(token)


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(on_admin_change, sender=LogEntry, dispatch_uid="auditing.admin_change")
    pre_save.connect(on_account_save, sender=User, dispatch_uid="auditing.account_save")
    post_save.connect(on_saved, sender=User, dispatch_uid="auditing.account_saved")
    for model in (Group, Schedule):
        post_save.connect(on_saved, sender=model, dispatch_uid=f"auditing.{model}.saved")
    for model in (User, Group, Schedule):
        post_delete.connect(on_deleted, sender=model, dispatch_uid=f"auditing.{model}.deleted")
    for through in ACCESS:
        m2m_changed.connect(on_access, sender=through, dispatch_uid=f"auditing.{through}")


def on_admin_change(instance: LogEntry, created: bool, **_: Any) -> None:
    """The admin's own record of a change; its words, as data."""
    if not created:
        return
    model = instance.content_type.model_class() if instance.content_type else None
    record_event(
        by=instance.user,
        action=_VERBS.get(instance.action_flag, "admin.change"),
        label=model._meta.label if model else "",
        resource_id=instance.object_id or "",
        context={"changes": _changes(instance)},
    )


def _changes(entry: LogEntry) -> Any:
    try:
        return json.loads(entry.change_message or "[]")
    except ValueError:
        return entry.change_message


def on_account_save(instance: User, raw: bool, update_fields: Any, **_: Any) -> None:
    """Which of the fields that matter will change; told once the row is saved."""
    asked = set(ACCOUNT_FIELDS if update_fields is None else update_fields)
    watched = [name for name in ACCOUNT_FIELDS if name in asked]
    if raw or not watched or not instance.pk:
        changed = []
    else:
        before = User.objects.filter(pk=instance.pk).values(*watched).first() or {}
        changed = [name for name in before if before[name] != getattr(instance, name)]
    instance._audit_changed = changed  # type: ignore[attr-defined]


def on_saved(sender: type[Model], instance: Model, created: bool, raw: bool, **_: Any) -> None:
    """An account, group or schedule was made, or an account changed where it matters."""
    changed = getattr(instance, "_audit_changed", None)
    # The scheduler itself saves a schedule after each run; people's changes come by the admin.
    quiet = not created and not changed and not isinstance(instance, Group)
    if raw or _told_by_caller.get() or quiet:
        return
    context = {"fields": changed} if changed and not created else {}
    _record(instance, "create" if created else "change", context)


def on_deleted(instance: Model, **_: Any) -> None:
    _record(instance, "delete", {"name": str(instance)})


def on_access(
    instance: Model, action: str, reverse: bool, model: type[Model], pk_set: Any, **more: Any
) -> None:
    """Groups of an account, permissions of an account or a group: given or taken."""
    if action not in _M2M or _told_by_caller.get():
        return
    if pk_set is None:  # cleared: what is there now goes
        pk_set = _linked(more["sender"], instance)
    with canonical():  # a permission is called by its model's name, which has a language
        names = sorted(str(row) for row in model._base_manager.filter(pk__in=pk_set))
    if names:
        _record(instance, ACCESS[more["sender"]], {_M2M[action]: names})


def _linked(through: Any, instance: Model) -> list[Any]:
    own = next(f for f in through._meta.fields if f.related_model is type(instance))
    other = next(f for f in through._meta.fields if f.is_relation and f is not own)
    return list(
        through.objects.filter(**{own.name: instance}).values_list(other.attname, flat=True)
    )


def _record(instance: Model, verb: str, context: dict[str, Any]) -> None:
    noun = {User: "account", Group: "group", Schedule: "schedule"}[type(instance)]
    owner = instance.pk if isinstance(instance, User) else None
    by: Any = surroundings.actor()
    record_event(
        by=by, action=f"{noun}.{verb}", resource=instance, context=context, subject_owner=owner
    )
