"""The one authentication backend: who may come in, and what the level leaves of the role.

`has_perm` of every view, admin page, command and service asks it.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.http import HttpRequest

from auditing.access import control_of, leaves, may_enter, restrictions_of
from auditing.addresses import address_of


class AccessBackend(ModelBackend):
    """Django's own, bound by AccessControl."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> Any:
        user: Any = super().authenticate(request, *args, **kwargs)
        if user is None or request is None:
            return user
        return user if restrictions_of(user).allow_address(address_of(request)) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and may_enter(user)

    def get_user(self, user_id: Any) -> Any:
        """Asked at every request: who was shut out meanwhile is nobody from now on."""
        user = (
            User.objects.select_related("access_control", "preferences").filter(pk=user_id).first()
        )
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        control = control_of(user_obj)
        if control is None:
            return set()
        held = super().get_all_permissions(user_obj, obj)
        return {name for name in held if leaves(control.access_level, name)}
