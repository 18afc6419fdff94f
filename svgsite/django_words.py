"""Words of Django's own pages that its German lacks, or says otherwise than we do."""

from django.utils.translation import gettext_noop as _

WORDS = (
    # as ours: Speichern
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save as new"),
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
