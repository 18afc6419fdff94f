"""The sign-in forms. A closed account answers as a wrong password: nobody learns who exists."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

REFUSED = _(
    "You are not signed in. Either the name or the password is wrong, or the account is not open: "
    "deactivated, expired, without access, or not from this network. For safety it is not said "
    "which. Try again, or ask an administrator."
)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}


class AdminSignInForm(AdminAuthenticationForm):
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}
