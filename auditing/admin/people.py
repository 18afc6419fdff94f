"""Accounts: made with one role, deactivated instead of deleted. Roles are settled under Access."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    SetUnusablePasswordMixin,
    UserCreationForm,
)
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.access_control import create_account
from auditing.admin.access import access_url
from auditing.admin.base import PlainLog, ReadOnlyAdmin
from auditing.levels import Role
from auditing.reasons import check_reason
from auditing.recording import record_event

admin.site.unregister([User, Group])


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """What a role may do is declared in `generation/roles.py`; here it can be read."""

    is_small = True
    list_display = ["name"]


class AccountForm(UserCreationForm):  # type: ignore[type-arg]
    """Name, password, role, reason."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.USER)
    reason = forms.CharField(
        label=_("Reason"), help_text=_("At least 10 characters. It stands in the trail.")
    )

    def clean_reason(self) -> str:
        return check_reason(self.cleaned_data["reason"])

    def save(self, commit: bool = True) -> Any:
        """The service has made it by then."""
        return self.instance

    def save_m2m(self) -> None:
        """Nothing: groups are the service's."""


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Django joins these words when it is imported, in English for everybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("usable_password")
        if field is not None:
            field.help_text = format_html(
                '{}<ul id="id_unusable_warning" class="messagelist">'
                '<li class="warning">{}</li></ul>',
                SetUnusablePasswordMixin.usable_password_help_text,
                gettext("If disabled, the current password for this user will be lost."),
            )


@admin.register(User)
class AccountAdmin(PlainLog, UserAdmin):  # type: ignore[type-arg]
    list_display = ["username", "role", "level", "is_active", "last_login"]
    list_filter = ["access_control__role", "access_control__access_level", "is_active"]
    list_select_related = ["access_control"]
    add_form = AccountForm
    change_password_form = PasswordForm
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "role", "reason"]})]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "password"]}),
        (_("Access"), {"fields": ["access", "is_active", "last_login", "date_joined"]}),
    ]
    readonly_fields = ["username", "access", "is_active", "last_login", "date_joined"]

    @admin.display(description=_("role"), ordering="access_control__role")
    def role(self, user: User) -> str:
        return user.access_control.get_role_display()

    @admin.display(description=_("level"), ordering="access_control__access_level")
    def level(self, user: User) -> str:
        return user.access_control.get_access_level_display()

    @admin.display(description=_("role and level"))
    def access(self, user: User) -> SafeString:
        """Changed on a page of its own, with a reason."""
        control = user.access_control
        link = '{}, {} · <a href="{}">{}</a>'
        role, level = control.get_role_display(), control.get_access_level_display()
        return format_html(link, role, level, access_url(user.pk), gettext("Change"))

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.readonly_fields if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account, and so its password, is for superusers only."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An account is deactivated under Access; its history stays."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by: Any = request.user
        if change:
            super().save_model(request, obj, form, change)
            context = {"fields": form.changed_data}
            record_event(
                by=by, action="account.change", resource=obj, context=context, subject_owner=obj
            )
            return
        given = form.cleaned_data
        made = create_account(
            by=by,
            username=given["username"],
            role=given["role"],
            password=given["password1"],
            reason=given["reason"],
        )
        obj.pk, obj.password = made.pk, made.password
