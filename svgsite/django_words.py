"""Words of Django's own pages that its German lacks; translated with ours."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Reset password"),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they "
        "may still be able to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    _("If disabled, the current password for this user will be lost."),
    _("Password-based authentication"),
    _("Disable password-based authentication"),
    _("Enabled"),
    _("Disabled"),
)
